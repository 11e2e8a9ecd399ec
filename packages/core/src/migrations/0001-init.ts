import type { Migration } from '../migrate/types.ts'

export const init0001: Migration = {
  id: '0001-init',
  postgres: `
CREATE TABLE "deskhand_tickets" (
  "tenant_id" text COLLATE "C" NOT NULL,
  "id" uuid NOT NULL,
  "number" bigint NOT NULL,
  "subject" text COLLATE "C" NOT NULL,
  "description" text COLLATE "C" NOT NULL,
  "description_html" text COLLATE "C" NOT NULL,
  "status" text COLLATE "C" NOT NULL,
  "priority" smallint NOT NULL,
  "category_id" uuid,
  "requester_id" text COLLATE "C" NOT NULL,
  "created_by" text COLLATE "C" NOT NULL,
  "organisation_id" text COLLATE "C",
  "team_id" text COLLATE "C",
  "assignee_id" text COLLATE "C",
  "metadata" jsonb NOT NULL,
  "follow_up_of_id" uuid,
  "merged_into_id" uuid,
  "reopen_count" bigint NOT NULL,
  "version" bigint NOT NULL,
  "public_version" bigint NOT NULL,
  "created_at" timestamp (3) with time zone NOT NULL,
  "updated_at" timestamp (3) with time zone NOT NULL,
  "public_updated_at" timestamp (3) with time zone NOT NULL,
  "first_response_at" timestamp (3) with time zone,
  "resolved_at" timestamp (3) with time zone,
  "closed_at" timestamp (3) with time zone,
  "waiting_since" timestamp (3) with time zone,
  "reopened_at" timestamp (3) with time zone,
  "spam_at" timestamp (3) with time zone,
  "deleted_at" timestamp (3) with time zone,
  "deleted_by" text COLLATE "C",
  CONSTRAINT "deskhand_tickets_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "deskhand_replies" (
  "tenant_id" text COLLATE "C" NOT NULL,
  "id" uuid NOT NULL,
  "ticket_id" uuid NOT NULL,
  "audience" text COLLATE "C" NOT NULL,
  "side" text COLLATE "C" NOT NULL,
  "author_id" text COLLATE "C" NOT NULL,
  "via" text COLLATE "C" NOT NULL,
  "body" text COLLATE "C" NOT NULL,
  "body_html" text COLLATE "C" NOT NULL,
  "automatic" boolean NOT NULL,
  "sent_at" timestamp (3) with time zone,
  "version" bigint NOT NULL,
  "created_at" timestamp (3) with time zone NOT NULL,
  "edited_at" timestamp (3) with time zone,
  "edited_by" text COLLATE "C",
  "deleted_at" timestamp (3) with time zone,
  "deleted_by" text COLLATE "C",
  CONSTRAINT "deskhand_replies_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "deskhand_participants" (
  "tenant_id" text COLLATE "C" NOT NULL,
  "ticket_id" uuid NOT NULL,
  "person_id" text COLLATE "C" NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "added_by" text COLLATE "C" NOT NULL,
  "created_at" timestamp (3) with time zone NOT NULL,
  CONSTRAINT "deskhand_participants_pk" PRIMARY KEY("tenant_id","ticket_id","person_id")
);

CREATE TABLE "deskhand_categories" (
  "tenant_id" text COLLATE "C" NOT NULL,
  "id" uuid NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "name_key" text COLLATE "C" NOT NULL,
  "description" text COLLATE "C",
  "created_at" timestamp (3) with time zone NOT NULL,
  "archived_at" timestamp (3) with time zone,
  CONSTRAINT "deskhand_categories_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "deskhand_directory" (
  "tenant_id" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "name" text COLLATE "C",
  "email" text COLLATE "C",
  "email_key" text COLLATE "C",
  "organisation_id" text COLLATE "C",
  "person_id" text COLLATE "C",
  "created_at" timestamp (3) with time zone NOT NULL,
  CONSTRAINT "deskhand_directory_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "deskhand_counters" (
  "tenant_id" text COLLATE "C" NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "value" bigint NOT NULL,
  CONSTRAINT "deskhand_counters_pk" PRIMARY KEY("tenant_id","name")
);

CREATE TABLE "deskhand_events" (
  "tenant_id" text COLLATE "C" NOT NULL,
  "seq" bigserial PRIMARY KEY NOT NULL,
  "id" uuid NOT NULL,
  "position" bigint,
  "type" text COLLATE "C" NOT NULL,
  "ticket_id" uuid,
  "actor_id" text COLLATE "C" NOT NULL,
  "about_id" text COLLATE "C",
  "via" text COLLATE "C" NOT NULL,
  "cause_id" uuid,
  "depth" bigint NOT NULL,
  "audience" text COLLATE "C" NOT NULL,
  "data" jsonb NOT NULL,
  "created_at" timestamp (3) with time zone NOT NULL
);

CREATE TABLE "deskhand_subscribers" (
  "name" text COLLATE "C" PRIMARY KEY NOT NULL,
  "types" jsonb NOT NULL,
  "since" bigint NOT NULL,
  "seen_at" timestamp (3) with time zone NOT NULL
);

CREATE TABLE "deskhand_deliveries" (
  "id" uuid PRIMARY KEY NOT NULL,
  "tenant_id" text COLLATE "C" NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "state" text COLLATE "C" NOT NULL,
  "attempts" bigint NOT NULL,
  "run_at" timestamp (3) with time zone NOT NULL,
  "locked_until" timestamp (3) with time zone,
  "locked_by" text COLLATE "C",
  "last_error" text COLLATE "C",
  "finished_at" timestamp (3) with time zone,
  "created_at" timestamp (3) with time zone NOT NULL,
  "position" bigint NOT NULL
);

CREATE TABLE "deskhand_feeds" (
  "name" text COLLATE "C" PRIMARY KEY NOT NULL,
  "types" jsonb NOT NULL,
  "position" bigint NOT NULL,
  "moved_at" timestamp (3) with time zone NOT NULL,
  "misses_events" boolean NOT NULL,
  "rebuild_tenant" text COLLATE "C",
  "rebuild_after" text COLLATE "C",
  "attempts" bigint NOT NULL,
  "retry_at" timestamp (3) with time zone NOT NULL,
  "last_error" text COLLATE "C",
  "failed_position" bigint,
  "seen_at" timestamp (3) with time zone NOT NULL
);

CREATE TABLE "deskhand_leases" (
  "name" text COLLATE "C" PRIMARY KEY NOT NULL,
  "holder" text COLLATE "C" NOT NULL,
  "token" bigint NOT NULL,
  "expires_at" timestamp (3) with time zone NOT NULL,
  "progress" bigint NOT NULL
);

CREATE TABLE "deskhand_jobs" (
  "id" uuid PRIMARY KEY NOT NULL,
  "tenant_id" text COLLATE "C" NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "state" text COLLATE "C" NOT NULL,
  "attempts" bigint NOT NULL,
  "run_at" timestamp (3) with time zone NOT NULL,
  "locked_until" timestamp (3) with time zone,
  "locked_by" text COLLATE "C",
  "last_error" text COLLATE "C",
  "finished_at" timestamp (3) with time zone,
  "created_at" timestamp (3) with time zone NOT NULL,
  "unique_key" text COLLATE "C",
  "unique_while" text COLLATE "C",
  "payload" jsonb NOT NULL,
  "cause_id" uuid,
  "depth" bigint NOT NULL
);

CREATE TABLE "deskhand_schedules" (
  "name" text COLLATE "C" PRIMARY KEY NOT NULL,
  "next_run_at" timestamp (3) with time zone,
  "job_id" uuid
);

CREATE TABLE "deskhand_processes" (
  "id" uuid PRIMARY KEY NOT NULL,
  "services" jsonb NOT NULL,
  "expires_at" timestamp (3) with time zone NOT NULL
);

CREATE TABLE "deskhand_service_leases" (
  "service" text COLLATE "C" NOT NULL,
  "tenant_id" text COLLATE "C" NOT NULL,
  "instance" text COLLATE "C" NOT NULL,
  "holder" uuid,
  "token" bigint NOT NULL,
  CONSTRAINT "deskhand_service_leases_pk" PRIMARY KEY("service","tenant_id","instance")
);

CREATE TABLE "deskhand_idempotency_keys" (
  "tenant_id" text COLLATE "C" NOT NULL,
  "actor_key" text COLLATE "C" NOT NULL,
  "request_key" text COLLATE "C" NOT NULL,
  "fingerprint" text COLLATE "C" NOT NULL,
  "status" bigint,
  "body" text COLLATE "C",
  "headers" jsonb,
  "ticket_id" uuid,
  "created_at" timestamp (3) with time zone NOT NULL,
  CONSTRAINT "deskhand_idempotency_keys_pk" PRIMARY KEY("tenant_id","actor_key","request_key")
);

ALTER TABLE "deskhand_tickets" ADD CONSTRAINT "deskhand_tickets_category_fk" FOREIGN KEY ("tenant_id","category_id") REFERENCES "deskhand_categories"("tenant_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "deskhand_replies" ADD CONSTRAINT "deskhand_replies_ticket_id_fk" FOREIGN KEY ("tenant_id","ticket_id") REFERENCES "deskhand_tickets"("tenant_id","id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "deskhand_participants" ADD CONSTRAINT "deskhand_participants_ticket_id_fk" FOREIGN KEY ("tenant_id","ticket_id") REFERENCES "deskhand_tickets"("tenant_id","id") ON DELETE cascade ON UPDATE no action;
CREATE UNIQUE INDEX "deskhand_tickets_number" ON "deskhand_tickets" USING btree ("tenant_id","number");
CREATE INDEX "deskhand_tickets_category" ON "deskhand_tickets" USING btree ("tenant_id","category_id","created_at","id");
CREATE INDEX "deskhand_tickets_created" ON "deskhand_tickets" USING btree ("tenant_id","created_at","id");
CREATE INDEX "deskhand_tickets_updated" ON "deskhand_tickets" USING btree ("tenant_id","updated_at","id");
CREATE INDEX "deskhand_tickets_priority" ON "deskhand_tickets" USING btree ("tenant_id","priority","created_at","id");
CREATE INDEX "deskhand_tickets_status_created" ON "deskhand_tickets" USING btree ("tenant_id","status","created_at","id");
CREATE INDEX "deskhand_tickets_status_updated" ON "deskhand_tickets" USING btree ("tenant_id","status","updated_at","id");
CREATE INDEX "deskhand_tickets_assignee_created" ON "deskhand_tickets" USING btree ("tenant_id","assignee_id","created_at","id");
CREATE INDEX "deskhand_tickets_assignee_updated" ON "deskhand_tickets" USING btree ("tenant_id","assignee_id","updated_at","id");
CREATE INDEX "deskhand_tickets_unassigned" ON "deskhand_tickets" USING btree ("tenant_id","created_at","id") WHERE assignee_id is null;
CREATE INDEX "deskhand_tickets_deleted" ON "deskhand_tickets" USING btree ("tenant_id","created_at","id") WHERE deleted_at is not null;
CREATE INDEX "deskhand_tickets_spam" ON "deskhand_tickets" USING btree ("tenant_id","created_at","id") WHERE spam_at is not null;
CREATE INDEX "deskhand_tickets_created_for" ON "deskhand_tickets" USING btree ("tenant_id","created_by") WHERE created_by <> requester_id;
CREATE INDEX "deskhand_tickets_deleted_by" ON "deskhand_tickets" USING btree ("tenant_id","deleted_by") WHERE deleted_by is not null;
CREATE INDEX "deskhand_tickets_requester" ON "deskhand_tickets" USING btree ("tenant_id","requester_id","created_at","id");
CREATE INDEX "deskhand_tickets_organisation" ON "deskhand_tickets" USING btree ("tenant_id","organisation_id","created_at","id");
CREATE INDEX "deskhand_tickets_team" ON "deskhand_tickets" USING btree ("tenant_id","team_id","created_at","id");
CREATE INDEX "deskhand_tickets_resolved" ON "deskhand_tickets" USING btree ("resolved_at") WHERE status = 'resolved' and deleted_at is null and merged_into_id is null and spam_at is null;
CREATE INDEX "deskhand_replies_ticket" ON "deskhand_replies" USING btree ("tenant_id","ticket_id","created_at","id");
CREATE INDEX "deskhand_replies_public" ON "deskhand_replies" USING btree ("tenant_id","ticket_id","audience","created_at","id");
CREATE INDEX "deskhand_replies_author" ON "deskhand_replies" USING btree ("tenant_id","author_id");
CREATE INDEX "deskhand_replies_editor" ON "deskhand_replies" USING btree ("tenant_id","edited_by") WHERE edited_by is not null;
CREATE INDEX "deskhand_replies_deleter" ON "deskhand_replies" USING btree ("tenant_id","deleted_by") WHERE deleted_by is not null;
CREATE INDEX "deskhand_participants_added_by" ON "deskhand_participants" USING btree ("tenant_id","added_by") WHERE added_by <> person_id;
CREATE INDEX "deskhand_participants_person" ON "deskhand_participants" USING btree ("tenant_id","person_id","ticket_id");
CREATE UNIQUE INDEX "deskhand_categories_name" ON "deskhand_categories" USING btree ("tenant_id","name_key");
CREATE INDEX "deskhand_categories_archived" ON "deskhand_categories" USING btree ("tenant_id","archived_at");
CREATE UNIQUE INDEX "deskhand_directory_email" ON "deskhand_directory" USING btree ("tenant_id","email_key");
CREATE INDEX "deskhand_directory_person" ON "deskhand_directory" USING btree ("tenant_id","person_id") WHERE person_id is not null;
CREATE UNIQUE INDEX "deskhand_events_id" ON "deskhand_events" USING btree ("tenant_id","id");
CREATE UNIQUE INDEX "deskhand_events_position" ON "deskhand_events" USING btree ("position");
CREATE INDEX "deskhand_events_ticket" ON "deskhand_events" USING btree ("tenant_id","ticket_id","seq");
CREATE INDEX "deskhand_events_actor" ON "deskhand_events" USING btree ("tenant_id","actor_id","created_at","seq");
CREATE INDEX "deskhand_events_about" ON "deskhand_events" USING btree ("tenant_id","about_id") WHERE about_id is not null;
CREATE INDEX "deskhand_events_type" ON "deskhand_events" USING btree ("tenant_id","type","created_at","seq");
CREATE INDEX "deskhand_events_created" ON "deskhand_events" USING btree ("tenant_id","created_at","seq");
CREATE INDEX "deskhand_events_unstamped" ON "deskhand_events" USING btree ("seq") WHERE position is null;
CREATE UNIQUE INDEX "deskhand_deliveries_once" ON "deskhand_deliveries" USING btree ("position","name");
CREATE INDEX "deskhand_deliveries_due" ON "deskhand_deliveries" USING btree ("name","run_at","id") WHERE state = 'waiting';
CREATE INDEX "deskhand_deliveries_running" ON "deskhand_deliveries" USING btree ("locked_until") WHERE state = 'running';
CREATE INDEX "deskhand_deliveries_dead" ON "deskhand_deliveries" USING btree ("tenant_id","created_at","id") WHERE state = 'dead';
CREATE INDEX "deskhand_deliveries_finished" ON "deskhand_deliveries" USING btree ("state","finished_at") WHERE finished_at is not null;
CREATE UNIQUE INDEX "deskhand_jobs_once" ON "deskhand_jobs" USING btree ("tenant_id","name","unique_key");
CREATE INDEX "deskhand_jobs_due" ON "deskhand_jobs" USING btree ("name","run_at","id") WHERE state = 'waiting';
CREATE INDEX "deskhand_jobs_running" ON "deskhand_jobs" USING btree ("locked_until") WHERE state = 'running';
CREATE INDEX "deskhand_jobs_dead" ON "deskhand_jobs" USING btree ("tenant_id","created_at","id") WHERE state = 'dead';
CREATE INDEX "deskhand_jobs_finished" ON "deskhand_jobs" USING btree ("state","finished_at") WHERE finished_at is not null;
CREATE INDEX "deskhand_service_leases_holder" ON "deskhand_service_leases" USING btree ("holder");
CREATE INDEX "deskhand_idempotency_keys_created" ON "deskhand_idempotency_keys" USING btree ("created_at");
CREATE INDEX "deskhand_idempotency_keys_ticket" ON "deskhand_idempotency_keys" USING btree ("tenant_id","ticket_id") WHERE ticket_id is not null;
`,
  sqlite: `
CREATE TABLE "deskhand_tickets" (
  "tenant_id" text NOT NULL,
  "id" text NOT NULL,
  "number" integer NOT NULL,
  "subject" text NOT NULL,
  "description" text NOT NULL,
  "description_html" text NOT NULL,
  "status" text NOT NULL,
  "priority" integer NOT NULL,
  "category_id" text,
  "requester_id" text NOT NULL,
  "created_by" text NOT NULL,
  "organisation_id" text,
  "team_id" text,
  "assignee_id" text,
  "metadata" text NOT NULL,
  "follow_up_of_id" text,
  "merged_into_id" text,
  "reopen_count" integer NOT NULL,
  "version" integer NOT NULL,
  "public_version" integer NOT NULL,
  "created_at" integer NOT NULL,
  "updated_at" integer NOT NULL,
  "public_updated_at" integer NOT NULL,
  "first_response_at" integer,
  "resolved_at" integer,
  "closed_at" integer,
  "waiting_since" integer,
  "reopened_at" integer,
  "spam_at" integer,
  "deleted_at" integer,
  "deleted_by" text,
  CONSTRAINT "deskhand_tickets_pk" PRIMARY KEY("tenant_id", "id"),
  FOREIGN KEY ("tenant_id","category_id") REFERENCES "deskhand_categories"("tenant_id","id") ON UPDATE no action ON DELETE no action
);

CREATE UNIQUE INDEX "deskhand_tickets_number" ON "deskhand_tickets" ("tenant_id","number");
CREATE INDEX "deskhand_tickets_category" ON "deskhand_tickets" ("tenant_id","category_id","created_at","id");
CREATE INDEX "deskhand_tickets_created" ON "deskhand_tickets" ("tenant_id","created_at","id");
CREATE INDEX "deskhand_tickets_updated" ON "deskhand_tickets" ("tenant_id","updated_at","id");
CREATE INDEX "deskhand_tickets_priority" ON "deskhand_tickets" ("tenant_id","priority","created_at","id");
CREATE INDEX "deskhand_tickets_status_created" ON "deskhand_tickets" ("tenant_id","status","created_at","id");
CREATE INDEX "deskhand_tickets_status_updated" ON "deskhand_tickets" ("tenant_id","status","updated_at","id");
CREATE INDEX "deskhand_tickets_assignee_created" ON "deskhand_tickets" ("tenant_id","assignee_id","created_at","id");
CREATE INDEX "deskhand_tickets_assignee_updated" ON "deskhand_tickets" ("tenant_id","assignee_id","updated_at","id");
CREATE INDEX "deskhand_tickets_unassigned" ON "deskhand_tickets" ("tenant_id","created_at","id") WHERE assignee_id is null;
CREATE INDEX "deskhand_tickets_deleted" ON "deskhand_tickets" ("tenant_id","created_at","id") WHERE deleted_at is not null;
CREATE INDEX "deskhand_tickets_spam" ON "deskhand_tickets" ("tenant_id","created_at","id") WHERE spam_at is not null;
CREATE INDEX "deskhand_tickets_created_for" ON "deskhand_tickets" ("tenant_id","created_by") WHERE created_by <> requester_id;
CREATE INDEX "deskhand_tickets_deleted_by" ON "deskhand_tickets" ("tenant_id","deleted_by") WHERE deleted_by is not null;
CREATE INDEX "deskhand_tickets_requester" ON "deskhand_tickets" ("tenant_id","requester_id","created_at","id");
CREATE INDEX "deskhand_tickets_organisation" ON "deskhand_tickets" ("tenant_id","organisation_id","created_at","id");
CREATE INDEX "deskhand_tickets_team" ON "deskhand_tickets" ("tenant_id","team_id","created_at","id");
CREATE INDEX "deskhand_tickets_resolved" ON "deskhand_tickets" ("resolved_at") WHERE status = 'resolved' and deleted_at is null and merged_into_id is null and spam_at is null;

CREATE TABLE "deskhand_replies" (
  "tenant_id" text NOT NULL,
  "id" text NOT NULL,
  "ticket_id" text NOT NULL,
  "audience" text NOT NULL,
  "side" text NOT NULL,
  "author_id" text NOT NULL,
  "via" text NOT NULL,
  "body" text NOT NULL,
  "body_html" text NOT NULL,
  "automatic" integer NOT NULL,
  "sent_at" integer,
  "version" integer NOT NULL,
  "created_at" integer NOT NULL,
  "edited_at" integer,
  "edited_by" text,
  "deleted_at" integer,
  "deleted_by" text,
  CONSTRAINT "deskhand_replies_pk" PRIMARY KEY("tenant_id", "id"),
  FOREIGN KEY ("tenant_id","ticket_id") REFERENCES "deskhand_tickets"("tenant_id","id") ON UPDATE no action ON DELETE cascade
);

CREATE INDEX "deskhand_replies_ticket" ON "deskhand_replies" ("tenant_id","ticket_id","created_at","id");
CREATE INDEX "deskhand_replies_public" ON "deskhand_replies" ("tenant_id","ticket_id","audience","created_at","id");
CREATE INDEX "deskhand_replies_author" ON "deskhand_replies" ("tenant_id","author_id");
CREATE INDEX "deskhand_replies_editor" ON "deskhand_replies" ("tenant_id","edited_by") WHERE edited_by is not null;
CREATE INDEX "deskhand_replies_deleter" ON "deskhand_replies" ("tenant_id","deleted_by") WHERE deleted_by is not null;

CREATE TABLE "deskhand_participants" (
  "tenant_id" text NOT NULL,
  "ticket_id" text NOT NULL,
  "person_id" text NOT NULL,
  "kind" text NOT NULL,
  "added_by" text NOT NULL,
  "created_at" integer NOT NULL,
  CONSTRAINT "deskhand_participants_pk" PRIMARY KEY("tenant_id", "ticket_id", "person_id"),
  FOREIGN KEY ("tenant_id","ticket_id") REFERENCES "deskhand_tickets"("tenant_id","id") ON UPDATE no action ON DELETE cascade
);

CREATE INDEX "deskhand_participants_added_by" ON "deskhand_participants" ("tenant_id","added_by") WHERE added_by <> person_id;
CREATE INDEX "deskhand_participants_person" ON "deskhand_participants" ("tenant_id","person_id","ticket_id");

CREATE TABLE "deskhand_categories" (
  "tenant_id" text NOT NULL,
  "id" text NOT NULL,
  "name" text NOT NULL,
  "name_key" text NOT NULL,
  "description" text,
  "created_at" integer NOT NULL,
  "archived_at" integer,
  CONSTRAINT "deskhand_categories_pk" PRIMARY KEY("tenant_id", "id")
);

CREATE UNIQUE INDEX "deskhand_categories_name" ON "deskhand_categories" ("tenant_id","name_key");
CREATE INDEX "deskhand_categories_archived" ON "deskhand_categories" ("tenant_id","archived_at");

CREATE TABLE "deskhand_directory" (
  "tenant_id" text NOT NULL,
  "id" text NOT NULL,
  "name" text,
  "email" text,
  "email_key" text,
  "organisation_id" text,
  "person_id" text,
  "created_at" integer NOT NULL,
  CONSTRAINT "deskhand_directory_pk" PRIMARY KEY("tenant_id", "id")
);

CREATE UNIQUE INDEX "deskhand_directory_email" ON "deskhand_directory" ("tenant_id","email_key");
CREATE INDEX "deskhand_directory_person" ON "deskhand_directory" ("tenant_id","person_id") WHERE person_id is not null;

CREATE TABLE "deskhand_counters" (
  "tenant_id" text NOT NULL,
  "name" text NOT NULL,
  "value" integer NOT NULL,
  CONSTRAINT "deskhand_counters_pk" PRIMARY KEY("tenant_id", "name")
);

CREATE TABLE "deskhand_events" (
  "tenant_id" text NOT NULL,
  "seq" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  "id" text NOT NULL,
  "position" integer,
  "type" text NOT NULL,
  "ticket_id" text,
  "actor_id" text NOT NULL,
  "about_id" text,
  "via" text NOT NULL,
  "cause_id" text,
  "depth" integer NOT NULL,
  "audience" text NOT NULL,
  "data" text NOT NULL,
  "created_at" integer NOT NULL
);

CREATE UNIQUE INDEX "deskhand_events_id" ON "deskhand_events" ("tenant_id","id");
CREATE UNIQUE INDEX "deskhand_events_position" ON "deskhand_events" ("position");
CREATE INDEX "deskhand_events_ticket" ON "deskhand_events" ("tenant_id","ticket_id","seq");
CREATE INDEX "deskhand_events_actor" ON "deskhand_events" ("tenant_id","actor_id","created_at","seq");
CREATE INDEX "deskhand_events_about" ON "deskhand_events" ("tenant_id","about_id") WHERE about_id is not null;
CREATE INDEX "deskhand_events_type" ON "deskhand_events" ("tenant_id","type","created_at","seq");
CREATE INDEX "deskhand_events_created" ON "deskhand_events" ("tenant_id","created_at","seq");
CREATE INDEX "deskhand_events_unstamped" ON "deskhand_events" ("seq") WHERE position is null;

CREATE TABLE "deskhand_subscribers" (
  "name" text PRIMARY KEY NOT NULL,
  "types" text NOT NULL,
  "since" integer NOT NULL,
  "seen_at" integer NOT NULL
);

CREATE TABLE "deskhand_deliveries" (
  "id" text PRIMARY KEY NOT NULL,
  "tenant_id" text NOT NULL,
  "name" text NOT NULL,
  "state" text NOT NULL,
  "attempts" integer NOT NULL,
  "run_at" integer NOT NULL,
  "locked_until" integer,
  "locked_by" text,
  "last_error" text,
  "finished_at" integer,
  "created_at" integer NOT NULL,
  "position" integer NOT NULL
);

CREATE UNIQUE INDEX "deskhand_deliveries_once" ON "deskhand_deliveries" ("position","name");
CREATE INDEX "deskhand_deliveries_due" ON "deskhand_deliveries" ("name","run_at","id") WHERE state = 'waiting';
CREATE INDEX "deskhand_deliveries_running" ON "deskhand_deliveries" ("locked_until") WHERE state = 'running';
CREATE INDEX "deskhand_deliveries_dead" ON "deskhand_deliveries" ("tenant_id","created_at","id") WHERE state = 'dead';
CREATE INDEX "deskhand_deliveries_finished" ON "deskhand_deliveries" ("state","finished_at") WHERE finished_at is not null;

CREATE TABLE "deskhand_feeds" (
  "name" text PRIMARY KEY NOT NULL,
  "types" text NOT NULL,
  "position" integer NOT NULL,
  "moved_at" integer NOT NULL,
  "misses_events" integer NOT NULL,
  "rebuild_tenant" text,
  "rebuild_after" text,
  "attempts" integer NOT NULL,
  "retry_at" integer NOT NULL,
  "last_error" text,
  "failed_position" integer,
  "seen_at" integer NOT NULL
);

CREATE TABLE "deskhand_leases" (
  "name" text PRIMARY KEY NOT NULL,
  "holder" text NOT NULL,
  "token" integer NOT NULL,
  "expires_at" integer NOT NULL,
  "progress" integer NOT NULL
);

CREATE TABLE "deskhand_jobs" (
  "id" text PRIMARY KEY NOT NULL,
  "tenant_id" text NOT NULL,
  "name" text NOT NULL,
  "state" text NOT NULL,
  "attempts" integer NOT NULL,
  "run_at" integer NOT NULL,
  "locked_until" integer,
  "locked_by" text,
  "last_error" text,
  "finished_at" integer,
  "created_at" integer NOT NULL,
  "unique_key" text,
  "unique_while" text,
  "payload" text NOT NULL,
  "cause_id" text,
  "depth" integer NOT NULL
);

CREATE UNIQUE INDEX "deskhand_jobs_once" ON "deskhand_jobs" ("tenant_id","name","unique_key");
CREATE INDEX "deskhand_jobs_due" ON "deskhand_jobs" ("name","run_at","id") WHERE state = 'waiting';
CREATE INDEX "deskhand_jobs_running" ON "deskhand_jobs" ("locked_until") WHERE state = 'running';
CREATE INDEX "deskhand_jobs_dead" ON "deskhand_jobs" ("tenant_id","created_at","id") WHERE state = 'dead';
CREATE INDEX "deskhand_jobs_finished" ON "deskhand_jobs" ("state","finished_at") WHERE finished_at is not null;

CREATE TABLE "deskhand_schedules" (
  "name" text PRIMARY KEY NOT NULL,
  "next_run_at" integer,
  "job_id" text
);

CREATE TABLE "deskhand_processes" (
  "id" text PRIMARY KEY NOT NULL,
  "services" text NOT NULL,
  "expires_at" integer NOT NULL
);

CREATE TABLE "deskhand_service_leases" (
  "service" text NOT NULL,
  "tenant_id" text NOT NULL,
  "instance" text NOT NULL,
  "holder" text,
  "token" integer NOT NULL,
  CONSTRAINT "deskhand_service_leases_pk" PRIMARY KEY("service", "tenant_id", "instance")
);

CREATE INDEX "deskhand_service_leases_holder" ON "deskhand_service_leases" ("holder");

CREATE TABLE "deskhand_idempotency_keys" (
  "tenant_id" text NOT NULL,
  "actor_key" text NOT NULL,
  "request_key" text NOT NULL,
  "fingerprint" text NOT NULL,
  "status" integer,
  "body" text,
  "headers" text,
  "ticket_id" text,
  "created_at" integer NOT NULL,
  CONSTRAINT "deskhand_idempotency_keys_pk" PRIMARY KEY("tenant_id", "actor_key", "request_key")
);

CREATE INDEX "deskhand_idempotency_keys_created" ON "deskhand_idempotency_keys" ("created_at");
CREATE INDEX "deskhand_idempotency_keys_ticket" ON "deskhand_idempotency_keys" ("tenant_id","ticket_id") WHERE ticket_id is not null;
`,
}
