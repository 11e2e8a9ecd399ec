import type { Migration } from '@deskhand/core/db'

export const init0001: Migration = {
  id: '0001-init',
  postgres: `
CREATE TABLE "deskhand_sla" (
  "tenant_id" text COLLATE "C" NOT NULL,
  "ticket_id" uuid NOT NULL,
  "ticket_created_at" timestamp (3) with time zone NOT NULL,
  "at_risk_at" timestamp (3) with time zone NOT NULL,
  "due_at" timestamp (3) with time zone NOT NULL,
  "met_at" timestamp (3) with time zone,
  "breached_at" timestamp (3) with time zone,
  CONSTRAINT "deskhand_sla_pk" PRIMARY KEY("tenant_id","ticket_id")
);

ALTER TABLE "deskhand_sla" ADD CONSTRAINT "deskhand_sla_ticket_id_fk" FOREIGN KEY ("tenant_id","ticket_id") REFERENCES "deskhand_tickets"("tenant_id","id") ON DELETE cascade ON UPDATE no action;
CREATE INDEX "deskhand_sla_due" ON "deskhand_sla" USING btree ("tenant_id","due_at","ticket_id") WHERE met_at is null;
CREATE INDEX "deskhand_sla_waiting" ON "deskhand_sla" USING btree ("tenant_id","ticket_created_at","ticket_id") WHERE met_at is null and breached_at is null;
CREATE INDEX "deskhand_sla_breached" ON "deskhand_sla" USING btree ("tenant_id","ticket_created_at","ticket_id") WHERE breached_at is not null;
CREATE INDEX "deskhand_sla_unreported" ON "deskhand_sla" USING btree ("due_at") WHERE met_at is null and breached_at is null;
`,
  sqlite: `
CREATE TABLE "deskhand_sla" (
  "tenant_id" text NOT NULL,
  "ticket_id" text NOT NULL,
  "ticket_created_at" integer NOT NULL,
  "at_risk_at" integer NOT NULL,
  "due_at" integer NOT NULL,
  "met_at" integer,
  "breached_at" integer,
  CONSTRAINT "deskhand_sla_pk" PRIMARY KEY("tenant_id", "ticket_id"),
  FOREIGN KEY ("tenant_id","ticket_id") REFERENCES "deskhand_tickets"("tenant_id","id") ON UPDATE no action ON DELETE cascade
);

CREATE INDEX "deskhand_sla_due" ON "deskhand_sla" ("tenant_id","due_at","ticket_id") WHERE met_at is null;
CREATE INDEX "deskhand_sla_waiting" ON "deskhand_sla" ("tenant_id","ticket_created_at","ticket_id") WHERE met_at is null and breached_at is null;
CREATE INDEX "deskhand_sla_breached" ON "deskhand_sla" ("tenant_id","ticket_created_at","ticket_id") WHERE breached_at is not null;
CREATE INDEX "deskhand_sla_unreported" ON "deskhand_sla" ("due_at") WHERE met_at is null and breached_at is null;
`,
}
