"""SQLite notes changes to what the ledger counts, too; see `initiatives.ledger.freshness`."""

from django.db import migrations

from initiatives.ledger.freshness import TABLES, keep_noting


def note_changes(apps, schema_editor):
    keep_noting(schema_editor.connection.alias)


def forget_changes(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    for table in TABLES:
        for event in ("INSERT", "UPDATE", "DELETE"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{event}_changes_ledger")
    schema_editor.execute("DROP TABLE initiatives_ledgerchange")


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0007_index_said_on")]

    operations = [migrations.RunPython(note_changes, forget_changes)]
