"""Notes of changes that no restored database repeats, only of what is counted, on SQLite as well.

See `initiatives.ledger.freshness`. The function names its table for whoever calls it, so that data
alone can be restored, too.
"""

from django.db import migrations

from initiatives.ledger.freshness import keep_noting, triggers

TOKENS = """
ALTER TABLE initiatives_ledgerchange
    ADD COLUMN IF NOT EXISTS token bigint NOT NULL DEFAULT (random() * 9007199254740991)::bigint;
ALTER FUNCTION initiatives_note_ledger_change() SET search_path FROM CURRENT;
"""


def note_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        keep_noting(schema_editor.connection.alias)
        return
    schema_editor.execute(TOKENS)
    for table, statement in triggers("postgresql"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS note_ledger_change ON {table}")
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0007_index_said_on")]

    operations = [migrations.RunPython(note_changes, migrations.RunPython.noop)]
