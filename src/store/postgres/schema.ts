import type { Connection } from "./connection.ts";

/**
 * The tables, as steps that are each applied once. Step N+1 starts from whatever step N left, filled.
 *
 * `json`, not `jsonb`, holds records: what is filtered by stands in columns of its own, and `json` keeps the order of
 * keys and costs nothing to store.
 */
const STEPS: readonly string[] = [
  `
  CREATE TABLE heartbridge.lane (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), seq bigint NOT NULL);
  INSERT INTO heartbridge.lane (seq) VALUES (0);

  CREATE TABLE heartbridge.events (
    seq bigint PRIMARY KEY, message_id uuid NOT NULL, version int NOT NULL,
    type text NOT NULL, at timestamptz NOT NULL, message json NOT NULL, state json NOT NULL,
    UNIQUE (message_id, version)
  );

  CREATE TABLE heartbridge.messages (
    id uuid PRIMARY KEY, first_seq bigint NOT NULL UNIQUE, message json NOT NULL,
    version int NOT NULL, content_hash text NOT NULL, official_hash text NOT NULL, fingerprint text NOT NULL,
    first_collected_at timestamptz NOT NULL,
    source text NOT NULL, external_id text NOT NULL, connector text NOT NULL, state text NOT NULL,
    kind text, field_code text, field_label text, urgency smallint, township text, township_name text,
    group_id text, posted_at timestamptz, recorded_at timestamptz, due_at timestamptz, last_due_at timestamptz,
    replied_at timestamptz, replied boolean NOT NULL, closed boolean NOT NULL, title text, words text NOT NULL
  );
  CREATE INDEX messages_recorded ON heartbridge.messages (recorded_at, first_seq);
  CREATE INDEX messages_posted ON heartbridge.messages (posted_at, first_seq);
  CREATE INDEX messages_due ON heartbridge.messages (due_at, first_seq);
  CREATE INDEX messages_urgency ON heartbridge.messages (urgency, first_seq);
  CREATE INDEX messages_group ON heartbridge.messages (group_id);
  CREATE INDEX messages_external ON heartbridge.messages (source, external_id);

  CREATE TABLE heartbridge.originals (
    message_id uuid NOT NULL, revision int NOT NULL, recorded_at timestamptz NOT NULL, sealed bytea NOT NULL,
    PRIMARY KEY (message_id, revision)
  );
  CREATE INDEX originals_recorded ON heartbridge.originals (recorded_at);

  CREATE TABLE heartbridge.batches (
    id text PRIMARY KEY, source text NOT NULL, received_at timestamptz NOT NULL, posts int NOT NULL,
    message_ids uuid[] NOT NULL, sealed bytea NOT NULL, committed_at timestamptz
  );
  CREATE INDEX batches_pending ON heartbridge.batches (received_at, id) WHERE committed_at IS NULL;
  CREATE INDEX batches_received ON heartbridge.batches (received_at);

  CREATE TABLE heartbridge.dead (
    id text PRIMARY KEY, at timestamptz NOT NULL, stage text NOT NULL, source text NOT NULL, batch text, line int,
    code text NOT NULL, path text NOT NULL, message text NOT NULL, tries int NOT NULL, message_id uuid,
    sealed bytea NOT NULL
  );
  CREATE INDEX dead_at ON heartbridge.dead (at DESC, id);

  CREATE TABLE heartbridge.sources (
    name text PRIMARY KEY, connector text NOT NULL, state text NOT NULL DEFAULT 'ok', reason text,
    cursor json, last_poll_at timestamptz, last_post_at timestamptz, retry_at timestamptz,
    failures int NOT NULL DEFAULT 0, pages bigint NOT NULL DEFAULT 0, posts bigint NOT NULL DEFAULT 0
  );
  CREATE TABLE heartbridge.leases (name text PRIMARY KEY, holder text NOT NULL, until timestamptz NOT NULL);
  CREATE TABLE heartbridge.budgets (name text PRIMARY KEY, period timestamptz NOT NULL, spent int NOT NULL);
  CREATE TABLE heartbridge.secrets (name text PRIMARY KEY, version int NOT NULL, sealed bytea NOT NULL);
  CREATE TABLE heartbridge.evidence (
    name text NOT NULL, reason text NOT NULL, at timestamptz NOT NULL, sealed bytea NOT NULL, PRIMARY KEY (name, reason)
  );

  CREATE TABLE heartbridge.audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL, actor text NOT NULL,
    action text NOT NULL, subject text NOT NULL, reason text
  );

  -- Sealed bytes cannot be compressed, and trying it for records costs more time than it saves space.
  ALTER TABLE heartbridge.originals ALTER COLUMN sealed SET STORAGE EXTERNAL;
  ALTER TABLE heartbridge.batches ALTER COLUMN sealed SET STORAGE EXTERNAL;
  ALTER TABLE heartbridge.events ALTER COLUMN message SET STORAGE EXTERNAL;
  ALTER TABLE heartbridge.messages ALTER COLUMN message SET STORAGE EXTERNAL, ALTER COLUMN words SET STORAGE EXTERNAL;
  `,
];

/** The data was written by a newer version of the program. */
export class SchemaTooNew extends Error {
  override readonly name = "SchemaTooNew";
}

/**
 * Brings the tables up to date; does nothing where they are.
 * @throws SchemaTooNew
 */
export async function migrate(connection: Connection): Promise<void> {
  await connection.run("CREATE SCHEMA IF NOT EXISTS heartbridge");
  await connection.run("CREATE TABLE IF NOT EXISTS heartbridge.schema_steps (step int PRIMARY KEY)");
  const { rows } = await connection.run<{ step: number | null }>(
    "SELECT max(step) AS step FROM heartbridge.schema_steps",
  );
  const applied = rows[0]?.step ?? 0;
  if (applied > STEPS.length) {
    throw new SchemaTooNew(
      `the data folder has schema step ${applied}, this program knows ${STEPS.length}: use the version that wrote it, or a newer one`,
    );
  }
  for (let step = applied + 1; step <= STEPS.length; step += 1) {
    await connection.transaction(async (run) => {
      await run(STEPS[step - 1] as string);
      await run("INSERT INTO heartbridge.schema_steps (step) VALUES ($1)", [step]);
    });
  }
}
