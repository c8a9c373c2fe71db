-- What the second version of the schema added, on top of v1.sql: never to be changed.

insert into "flyway_schema_history" values
  (2, '2', 'audit of commands', 'SQL', 'V2__audit_of_commands.sql', -2080503939, 'hangup', timestamp '2026-10-01 08:00:00', 18, true);

alter table audit add column kind varchar(10) default 'change' not null;
alter table audit add column space varchar(80) default '' not null;
alter table audit add column outcome varchar(20) default 'changed' not null;
alter table audit add column took_ms bigint;
create index audit_at on audit (at, id);

insert into audit (at, platform, channel, thread, actor, actor_name, action, detail, kind, space, outcome, took_ms) values
  (1789000000004, 'discord', '10', '', '7', 'Ann', 'summary', 'yesterday', 'command', '1', 'ok', 42);
