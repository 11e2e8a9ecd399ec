import type { Migration } from '@deskhand/core/db'

export const init0001: Migration = {
  id: '0001-init',
  postgres: `
CREATE TABLE "deskhand_tag_counts" (
  "tenant_id" text COLLATE "C" NOT NULL,
  "tag_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "open" bigint NOT NULL,
  "total" bigint NOT NULL,
  CONSTRAINT "deskhand_tag_counts_pk" PRIMARY KEY("tenant_id","tag_id","id")
);

CREATE TABLE "deskhand_taggings" (
  "tenant_id" text COLLATE "C" NOT NULL,
  "ticket_id" uuid NOT NULL,
  "tag_id" uuid NOT NULL,
  "ticket_created_at" timestamp (3) with time zone NOT NULL,
  "counted_as" smallint NOT NULL,
  "added_by" text COLLATE "C" NOT NULL,
  "added_at" timestamp (3) with time zone NOT NULL,
  "merged_from_id" uuid,
  CONSTRAINT "deskhand_taggings_pk" PRIMARY KEY("tenant_id","ticket_id","tag_id")
);

CREATE TABLE "deskhand_tags" (
  "tenant_id" text COLLATE "C" NOT NULL,
  "id" uuid NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "name_key" text COLLATE "C" NOT NULL,
  "colour" text COLLATE "C" NOT NULL,
  "icon" text COLLATE "C",
  "is_public" boolean NOT NULL,
  "created_by" text COLLATE "C" NOT NULL,
  "created_at" timestamp (3) with time zone NOT NULL,
  CONSTRAINT "deskhand_tags_pk" PRIMARY KEY("tenant_id","id")
);

ALTER TABLE "deskhand_tag_counts" ADD CONSTRAINT "deskhand_tag_counts_tag_fk" FOREIGN KEY ("tenant_id","tag_id") REFERENCES "deskhand_tags"("tenant_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "deskhand_taggings" ADD CONSTRAINT "deskhand_taggings_tag_fk" FOREIGN KEY ("tenant_id","tag_id") REFERENCES "deskhand_tags"("tenant_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "deskhand_taggings" ADD CONSTRAINT "deskhand_taggings_ticket_id_fk" FOREIGN KEY ("tenant_id","ticket_id") REFERENCES "deskhand_tickets"("tenant_id","id") ON DELETE cascade ON UPDATE no action;
CREATE INDEX "deskhand_taggings_tag" ON "deskhand_taggings" USING btree ("tenant_id","tag_id","ticket_created_at","ticket_id");
CREATE INDEX "deskhand_taggings_added_by" ON "deskhand_taggings" USING btree ("tenant_id","added_by");
CREATE UNIQUE INDEX "deskhand_tags_name" ON "deskhand_tags" USING btree ("tenant_id","name_key");
CREATE INDEX "deskhand_tags_created_by" ON "deskhand_tags" USING btree ("tenant_id","created_by");
`,
  sqlite: `
CREATE TABLE "deskhand_tag_counts" (
  "tenant_id" text NOT NULL,
  "tag_id" text NOT NULL,
  "id" text NOT NULL,
  "open" integer NOT NULL,
  "total" integer NOT NULL,
  CONSTRAINT "deskhand_tag_counts_pk" PRIMARY KEY("tenant_id", "tag_id", "id"),
  FOREIGN KEY ("tenant_id","tag_id") REFERENCES "deskhand_tags"("tenant_id","id") ON UPDATE no action ON DELETE no action
);

CREATE TABLE "deskhand_taggings" (
  "tenant_id" text NOT NULL,
  "ticket_id" text NOT NULL,
  "tag_id" text NOT NULL,
  "ticket_created_at" integer NOT NULL,
  "counted_as" integer NOT NULL,
  "added_by" text NOT NULL,
  "added_at" integer NOT NULL,
  "merged_from_id" text,
  CONSTRAINT "deskhand_taggings_pk" PRIMARY KEY("tenant_id", "ticket_id", "tag_id"),
  FOREIGN KEY ("tenant_id","tag_id") REFERENCES "deskhand_tags"("tenant_id","id") ON UPDATE no action ON DELETE no action,
  FOREIGN KEY ("tenant_id","ticket_id") REFERENCES "deskhand_tickets"("tenant_id","id") ON UPDATE no action ON DELETE cascade
);

CREATE INDEX "deskhand_taggings_tag" ON "deskhand_taggings" ("tenant_id","tag_id","ticket_created_at","ticket_id");
CREATE INDEX "deskhand_taggings_added_by" ON "deskhand_taggings" ("tenant_id","added_by");

CREATE TABLE "deskhand_tags" (
  "tenant_id" text NOT NULL,
  "id" text NOT NULL,
  "name" text NOT NULL,
  "name_key" text NOT NULL,
  "colour" text NOT NULL,
  "icon" text,
  "is_public" integer NOT NULL,
  "created_by" text NOT NULL,
  "created_at" integer NOT NULL,
  CONSTRAINT "deskhand_tags_pk" PRIMARY KEY("tenant_id", "id")
);

CREATE UNIQUE INDEX "deskhand_tags_name" ON "deskhand_tags" ("tenant_id","name_key");
CREATE INDEX "deskhand_tags_created_by" ON "deskhand_tags" ("tenant_id","created_by");
`,
}
