-- Gives the two apps their rights on the ledger. Run once by the server's administrator, in the bot's database,
-- before the bot first starts; infra/README.md has the command. Names of the identities come in as psql variables.

-- Owns schema and tables, so that an administrator who is no superuser can say what others may do with them.
-- The bot's connection string takes this role on with "role=tradingbot_owner".
create role tradingbot_owner nologin;
grant tradingbot_owner to current_user;
grant tradingbot_owner to :"bot";

create schema trading authorization tradingbot_owner;
-- Migrations say "create schema if not exists", which asks for this right even when the schema is there.
do $$ begin execute format('grant create on database %I to tradingbot_owner', current_database()); end $$;

-- The api reads everything, writes commands and settings as rows, deletes nothing and alters no table.
grant usage on schema trading to :"api";
alter default privileges for role tradingbot_owner in schema trading grant select, insert, update on tables to :"api";
