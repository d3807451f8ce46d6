"""The database itself refuses to change or delete a sent version."""

from django.db import migrations

from departments.append_only import install_triggers


def install(apps, schema_editor):
    install_triggers(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("departments", "0003_versions_and_notices")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
