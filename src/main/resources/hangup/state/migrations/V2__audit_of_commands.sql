-- Besides changes, every answer is kept in audit. Read by H2 and by PostgreSQL.

alter table audit add column kind varchar(10) default 'change' not null;
alter table audit add column space varchar(80) default '' not null;
alter table audit add column outcome varchar(20) default 'changed' not null;
alter table audit add column took_ms bigint;
create index audit_at on audit (at, id);
