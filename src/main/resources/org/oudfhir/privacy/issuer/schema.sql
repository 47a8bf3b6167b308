-- The tables that Spring Authorization Server 1.5 reads and writes, with text for its large columns as PostgreSQL has it,
-- and our own of users and of client assertions that were used.
create table if not exists oauth2_registered_client (
  id varchar(100) primary key,
  client_id varchar(100) not null unique,
  client_id_issued_at timestamp default current_timestamp not null,
  client_secret varchar(200),
  client_secret_expires_at timestamp,
  client_name varchar(200) not null,
  client_authentication_methods varchar(1000) not null,
  authorization_grant_types varchar(1000) not null,
  redirect_uris text,
  post_logout_redirect_uris text,
  scopes text not null,
  client_settings text not null,
  token_settings text not null
);
create table if not exists oauth2_authorization (
  id varchar(100) primary key,
  registered_client_id varchar(100) not null references oauth2_registered_client (id) on delete cascade,
  principal_name varchar(200) not null,
  authorization_grant_type varchar(100) not null,
  authorized_scopes text,
  attributes text,
  state varchar(500),
  authorization_code_value text,
  authorization_code_issued_at timestamp,
  authorization_code_expires_at timestamp,
  authorization_code_metadata text,
  access_token_value text,
  access_token_issued_at timestamp,
  access_token_expires_at timestamp,
  access_token_metadata text,
  access_token_type varchar(100),
  access_token_scopes text,
  oidc_id_token_value text,
  oidc_id_token_issued_at timestamp,
  oidc_id_token_expires_at timestamp,
  oidc_id_token_metadata text,
  refresh_token_value text,
  refresh_token_issued_at timestamp,
  refresh_token_expires_at timestamp,
  refresh_token_metadata text,
  user_code_value text,
  user_code_issued_at timestamp,
  user_code_expires_at timestamp,
  user_code_metadata text,
  device_code_value text,
  device_code_issued_at timestamp,
  device_code_expires_at timestamp,
  device_code_metadata text
);
alter table oauth2_authorization add column if not exists kept_at timestamptz not null default now();
create index if not exists oauth2_authorization_state on oauth2_authorization using hash (state);
create index if not exists oauth2_authorization_code on oauth2_authorization using hash (authorization_code_value);
create index if not exists oauth2_authorization_access on oauth2_authorization using hash (access_token_value);
create index if not exists oauth2_authorization_refresh on oauth2_authorization using hash (refresh_token_value);
create table if not exists oud_spent_refresh_token (
  hash bytea primary key,
  authorization_id varchar(100) not null references oauth2_authorization (id) on delete cascade,
  expires_at timestamp not null
);
create index if not exists oud_spent_refresh_token_of on oud_spent_refresh_token (authorization_id);
create table if not exists oud_user (
  name varchar(100) primary key,
  password varchar(200) not null,
  fhir_user varchar(200) not null,
  organization varchar(200),
  hipaa_status varchar(20)
);
alter table oud_user add column if not exists reach varchar(20);
alter table oud_user add column if not exists emergency boolean not null default false;
alter table oud_user add column if not exists generation varchar(40) not null default gen_random_uuid()::text;
create table if not exists oud_client_assertion (
  client_id varchar(100) not null,
  jti varchar(255) not null,
  expires_at timestamptz not null,
  primary key (client_id, jti)
);
create table if not exists oud_launch (
  handle varchar(64) primary key,
  patient varchar(64) not null,
  encounter varchar(64),
  expires_at timestamptz not null
);
alter table oud_launch add column if not exists organization varchar(200);
create table if not exists oud_issuer_key (
  only_one boolean primary key check (only_one),
  jwk text not null
);
