import type { Migration } from '@deskhand/core/db'

export const init0001: Migration = {
  id: '0001-init',
  postgres: `
CREATE TABLE "deskhand_attachments" (
  "tenant_id" text COLLATE "C" NOT NULL,
  "id" uuid NOT NULL,
  "ticket_id" uuid,
  "reply_id" uuid,
  "audience" text COLLATE "C" NOT NULL,
  "blob_key" text COLLATE "C" NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "size" bigint NOT NULL,
  "type" text COLLATE "C" NOT NULL,
  "declared_type" text COLLATE "C",
  "is_inline" boolean NOT NULL,
  "sha256" text COLLATE "C" NOT NULL,
  "state" text COLLATE "C" NOT NULL,
  "scan_detail" text COLLATE "C",
  "scanned_at" timestamp (3) with time zone,
  "released_at" timestamp (3) with time zone,
  "released_by" text COLLATE "C",
  "uploaded_by" text COLLATE "C" NOT NULL,
  "upload_key" text COLLATE "C",
  "created_at" timestamp (3) with time zone NOT NULL,
  "attached_at" timestamp (3) with time zone,
  "deleted_at" timestamp (3) with time zone,
  "deleted_by" text COLLATE "C",
  "deleted_with_ticket" boolean NOT NULL,
  CONSTRAINT "deskhand_attachments_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "deskhand_attachment_blobs" (
  "key" text COLLATE "C" NOT NULL,
  "tenant_id" text COLLATE "C" NOT NULL,
  "state" text COLLATE "C" NOT NULL,
  "size" bigint NOT NULL,
  "since" timestamp (3) with time zone NOT NULL,
  "missing_at" timestamp (3) with time zone,
  CONSTRAINT "deskhand_attachment_blobs_pk" PRIMARY KEY("key")
);

ALTER TABLE "deskhand_attachments" ADD CONSTRAINT "deskhand_attachments_ticket_fk" FOREIGN KEY ("tenant_id","ticket_id") REFERENCES "deskhand_tickets"("tenant_id","id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "deskhand_attachments" ADD CONSTRAINT "deskhand_attachments_reply_fk" FOREIGN KEY ("tenant_id","reply_id") REFERENCES "deskhand_replies"("tenant_id","id") ON DELETE cascade ON UPDATE no action;
CREATE UNIQUE INDEX "deskhand_attachments_blob" ON "deskhand_attachments" USING btree ("blob_key");
CREATE UNIQUE INDEX "deskhand_attachments_upload_key" ON "deskhand_attachments" USING btree ("tenant_id","uploaded_by","upload_key") WHERE upload_key is not null;
CREATE INDEX "deskhand_attachments_ticket" ON "deskhand_attachments" USING btree ("tenant_id","ticket_id","attached_at","id");
CREATE INDEX "deskhand_attachments_reply" ON "deskhand_attachments" USING btree ("tenant_id","reply_id","attached_at","id");
CREATE INDEX "deskhand_attachments_uploader" ON "deskhand_attachments" USING btree ("tenant_id","uploaded_by");
CREATE INDEX "deskhand_attachments_deleter" ON "deskhand_attachments" USING btree ("tenant_id","deleted_by") WHERE deleted_by is not null;
CREATE INDEX "deskhand_attachments_releaser" ON "deskhand_attachments" USING btree ("tenant_id","released_by") WHERE released_by is not null;
CREATE INDEX "deskhand_attachments_own_drafts" ON "deskhand_attachments" USING btree ("tenant_id","uploaded_by","size") WHERE ticket_id is null;
CREATE INDEX "deskhand_attachments_drafts" ON "deskhand_attachments" USING btree ("created_at") WHERE ticket_id is null;
CREATE INDEX "deskhand_attachments_waiting" ON "deskhand_attachments" USING btree ("state","created_at","id") WHERE scanned_at is null;
CREATE INDEX "deskhand_attachments_deleted" ON "deskhand_attachments" USING btree ("deleted_at") WHERE deleted_at is not null;
CREATE INDEX "deskhand_attachment_blobs_state" ON "deskhand_attachment_blobs" USING btree ("state","since");
CREATE INDEX "deskhand_attachment_blobs_usage" ON "deskhand_attachment_blobs" USING btree ("tenant_id","state","size");
CREATE INDEX "deskhand_attachment_blobs_missing" ON "deskhand_attachment_blobs" USING btree ("missing_at") WHERE missing_at is not null;
`,
  sqlite: `
CREATE TABLE "deskhand_attachments" (
  "tenant_id" text NOT NULL,
  "id" text NOT NULL,
  "ticket_id" text,
  "reply_id" text,
  "audience" text NOT NULL,
  "blob_key" text NOT NULL,
  "name" text NOT NULL,
  "size" integer NOT NULL,
  "type" text NOT NULL,
  "declared_type" text,
  "is_inline" integer NOT NULL,
  "sha256" text NOT NULL,
  "state" text NOT NULL,
  "scan_detail" text,
  "scanned_at" integer,
  "released_at" integer,
  "released_by" text,
  "uploaded_by" text NOT NULL,
  "upload_key" text,
  "created_at" integer NOT NULL,
  "attached_at" integer,
  "deleted_at" integer,
  "deleted_by" text,
  "deleted_with_ticket" integer NOT NULL,
  CONSTRAINT "deskhand_attachments_pk" PRIMARY KEY("tenant_id", "id"),
  FOREIGN KEY ("tenant_id","ticket_id") REFERENCES "deskhand_tickets"("tenant_id","id") ON UPDATE no action ON DELETE cascade,
  FOREIGN KEY ("tenant_id","reply_id") REFERENCES "deskhand_replies"("tenant_id","id") ON UPDATE no action ON DELETE cascade
);

CREATE UNIQUE INDEX "deskhand_attachments_blob" ON "deskhand_attachments" ("blob_key");
CREATE UNIQUE INDEX "deskhand_attachments_upload_key" ON "deskhand_attachments" ("tenant_id","uploaded_by","upload_key") WHERE upload_key is not null;
CREATE INDEX "deskhand_attachments_ticket" ON "deskhand_attachments" ("tenant_id","ticket_id","attached_at","id");
CREATE INDEX "deskhand_attachments_reply" ON "deskhand_attachments" ("tenant_id","reply_id","attached_at","id");
CREATE INDEX "deskhand_attachments_uploader" ON "deskhand_attachments" ("tenant_id","uploaded_by");
CREATE INDEX "deskhand_attachments_deleter" ON "deskhand_attachments" ("tenant_id","deleted_by") WHERE deleted_by is not null;
CREATE INDEX "deskhand_attachments_releaser" ON "deskhand_attachments" ("tenant_id","released_by") WHERE released_by is not null;
CREATE INDEX "deskhand_attachments_own_drafts" ON "deskhand_attachments" ("tenant_id","uploaded_by","size") WHERE ticket_id is null;
CREATE INDEX "deskhand_attachments_drafts" ON "deskhand_attachments" ("created_at") WHERE ticket_id is null;
CREATE INDEX "deskhand_attachments_waiting" ON "deskhand_attachments" ("state","created_at","id") WHERE scanned_at is null;
CREATE INDEX "deskhand_attachments_deleted" ON "deskhand_attachments" ("deleted_at") WHERE deleted_at is not null;

CREATE TABLE "deskhand_attachment_blobs" (
  "key" text PRIMARY KEY NOT NULL,
  "tenant_id" text NOT NULL,
  "state" text NOT NULL,
  "size" integer NOT NULL,
  "since" integer NOT NULL,
  "missing_at" integer
);

CREATE INDEX "deskhand_attachment_blobs_state" ON "deskhand_attachment_blobs" ("state","since");
CREATE INDEX "deskhand_attachment_blobs_usage" ON "deskhand_attachment_blobs" ("tenant_id","state","size");
CREATE INDEX "deskhand_attachment_blobs_missing" ON "deskhand_attachment_blobs" ("missing_at") WHERE missing_at is not null;
`,
}
