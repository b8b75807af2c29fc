"""PostgreSQL notes every change to what the ledger counts, however it came about.

`initiatives.ledger.freshness` reads the notes: counts made since the last of them still hold. A
note is a row of its own, in the transaction of the change, so nobody waits for anybody and nobody
sees it too early.
"""

from django.db import migrations

TABLES = [
    "initiatives_commitment",
    "initiatives_commitment_topics",
    "initiatives_commitment_initiatives",
    "initiatives_assessment",
    "initiatives_evidence",
    "initiatives_progressreport",
    "initiatives_reply",
    "initiatives_replylink",
]

NOTES = """
CREATE TABLE initiatives_ledgerchange (id bigserial PRIMARY KEY);
CREATE FUNCTION initiatives_note_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE noted bigint;
BEGIN
    INSERT INTO initiatives_ledgerchange DEFAULT VALUES RETURNING id INTO noted;
    IF mod(noted, 500) = 0 THEN
        DELETE FROM initiatives_ledgerchange WHERE id IN (
            SELECT id FROM initiatives_ledgerchange WHERE id < noted - 500 FOR UPDATE SKIP LOCKED
        );
    END IF;
    RETURN NULL;
END $$;
"""
FORGET = """
DROP FUNCTION initiatives_note_ledger_change() CASCADE;
DROP TABLE initiatives_ledgerchange;
"""


def note_changes(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(NOTES)
    for table in TABLES:
        schema_editor.execute(
            f"CREATE TRIGGER note_ledger_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE "
            f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION initiatives_note_ledger_change()"
        )


def forget_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FORGET)


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0005_check_desk")]

    operations = [migrations.RunPython(note_changes, forget_changes)]
