-- What processes that serve one bot share. Read by H2 and by PostgreSQL.

-- Who hears what people say on a platform, and until when that is sure.
create table lease (
  name varchar(40) primary key,
  holder varchar(40) not null,
  until bigint not null
);
insert into lease (name, holder, until) values ('discord', '', 0), ('telegram', '', 0);

-- What was taken over from Telegram: the body until it is answered, the number for some days.
create table telegram_update (
  id bigint primary key,
  holder varchar(40) not null,
  progress varchar(12) not null,
  body text,
  at bigint not null
);
create index telegram_update_progress on telegram_update (progress);

-- Small texts: the key of the buttons, those that are too long, who is linked, which groups moved.
create table shared_text (
  name varchar(200) primary key,
  content text not null,
  at bigint not null
);
