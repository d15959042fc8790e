-- What is loaded: rows.tsv and questions.tsv, as kaam-peers writes them.
CREATE EXTENSION postgis;
CREATE EXTENSION btree_gist;

CREATE UNLOGGED TABLE loaded (id integer, trade integer, lat double precision, lon double precision, skills integer[]);

CREATE UNLOGGED TABLE question (
  number integer PRIMARY KEY, lat double precision, lon double precision, locality double precision,
  no_skills double precision, pivot double precision, reach double precision, trades integer[],
  trade_adds double precision[], tiers integer[], skills integer[], skill_adds double precision[]);
