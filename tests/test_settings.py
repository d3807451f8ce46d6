"""The start: what it refuses and in which words, and what the headers say."""

import os
import stat
import subprocess
import sys

import pytest

GOOD = {
    "EVALPORTAL_SECRET_KEY": "k" * 32,
    "EVALPORTAL_ALLOWED_HOSTS": "jixiao.changning.gov.cn",
}


def start(tmp_path, *command, **environment):
    """Start the portal in a process of its own, with these variables and no others of ours."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("EVALPORTAL_") and name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    }
    return subprocess.run(
        [sys.executable, *(command or ("manage.py", "check"))],
        env={**clean, "EVALPORTAL_DATA": str(tmp_path / "data"), **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_production_starts_with_key_and_hosts(tmp_path):
    run = start(tmp_path, **GOOD)
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"EVALPORTAL_SECRET_KEY": ""}, "EVALPORTAL_SECRET_KEY is not set, and without it sessions cannot be signed"),
        ({"EVALPORTAL_SECRET_KEY": "k" * 31}, "EVALPORTAL_SECRET_KEY has 31 characters"),
        ({"EVALPORTAL_ALLOWED_HOSTS": " , "}, "EVALPORTAL_ALLOWED_HOSTS is not set"),
        ({"EVALPORTAL_ALLOWED_HOSTS": "*"}, "EVALPORTAL_ALLOWED_HOSTS holds *"),
        ({"EVALPORTAL_MODE": "lokal"}, "EVALPORTAL_MODE is 'lokal', but it must be one of: production, local."),
        ({"EVALPORTAL_DEBUG": "maybe"}, "EVALPORTAL_DEBUG is 'maybe', but it must be yes or no."),
        ({"EVALPORTAL_IDLE_MINUTES": "half an hour"}, "EVALPORTAL_IDLE_MINUTES is 'half an hour'"),
        ({"EVALPORTAL_IDLE_MINUTES": "4"}, "EVALPORTAL_IDLE_MINUTES is 4, but it must lie between 5 and 480."),
        ({"EVALPORTAL_DATA": "data"}, "EVALPORTAL_DATA is 'data', but it must be an absolute path"),
        ({"EVALPORTAL_DATA": "/etc/passwd"}, "EVALPORTAL_DATA is '/etc/passwd', which is a file"),
        ({"EVALPORTAL_DATA": "/proc/nowhere"}, "EVALPORTAL_DATA is '/proc/nowhere', a folder that cannot be made"),
        (
            {"EVALPORTAL_FONT_DIR": "/usr/fonts-of-ours"},
            "EVALPORTAL_FONT_DIR is '/usr/fonts-of-ours', which is no folder",
        ),
        ({"EVALPORTAL_ALLOWED_HOSTS": "https://a.cn/"}, "EVALPORTAL_ALLOWED_HOSTS holds 'https://a.cn/', but it must"),
        ({"EVALPORTAL_URL": "a.cn"}, "EVALPORTAL_URL is 'a.cn', but it must be an address such as https://"),
        (
            {"EVALPORTAL_ACCEL_REDIRECT": "files"},
            "EVALPORTAL_ACCEL_REDIRECT is 'files', but it must begin and end with",
        ),
        ({"EVALPORTAL_MAIL_FROM": "财政局"}, "EVALPORTAL_MAIL_FROM is '财政局', but it must be an address of mail"),
        ({"EVALPORTAL_ALOWED_HOSTS": "a.cn"}, "EVALPORTAL_ALOWED_HOSTS is not a setting of the portal"),
        ({"DATABASE_URL": "mysql://u:geheim@h/n"}, "DATABASE_URL must begin with postgresql://"),
        ({"DATABASE_URL": "postgresql://u:geheim@h:port/n"}, "DATABASE_URL cannot be read"),
        ({"DATABASE_URL": "postgresql://u:geheim@h"}, "DATABASE_URL names no database"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_sentence(tmp_path, changes, sentence):
    run = start(tmp_path, **{**GOOD, **changes})
    assert run.returncode == 3
    assert run.stderr.startswith(sentence)
    assert run.stderr.count("\n") == 1
    assert "geheim" not in run.stderr


def test_gunicorn_gives_up_with_the_same_sentence(tmp_path):
    command = ("-m", "gunicorn", "evalportal.wsgi", "--bind", "127.0.0.1:0", "--no-control-socket")
    run = start(tmp_path, *command, **{**GOOD, "EVALPORTAL_SECRET_KEY": ""})
    assert run.returncode == 3
    assert "EVALPORTAL_SECRET_KEY is not set" in run.stderr
    assert "Traceback" not in run.stderr


def test_local_mode_makes_one_private_key_and_keeps_it(tmp_path):
    show = ("-c", "from evalportal.settings import SECRET_KEY, DEBUG; print(SECRET_KEY, DEBUG)")
    first = start(tmp_path, *show, EVALPORTAL_MODE="local").stdout.split()
    second = start(tmp_path, *show, EVALPORTAL_MODE="local").stdout.split()
    assert first == second
    assert len(first[0]) >= 64
    assert first[1] == "False"
    files = [file for file in (tmp_path / "data").iterdir() if file.name.startswith("secret")]
    assert [file.name for file in files] == ["secret_key"]
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o600


def test_production_has_secure_cookies_and_argon2(tmp_path):
    names = "DEBUG, SESSION_COOKIE_SECURE, CSRF_COOKIE_SECURE, SECURE_HSTS_SECONDS, PASSWORD_HASHERS[0]"
    run = start(tmp_path, "-c", f"from evalportal.settings import *; print({names})", **GOOD)
    assert run.stdout.split() == [
        "False",
        "True",
        "True",
        "31536000",  # 365 × 24 × 3600
        "django.contrib.auth.hashers.Argon2PasswordHasher",
    ]


@pytest.mark.sqlite
def test_sqlite_writers_take_turns(db):
    from django.db import connection

    with connection.cursor() as cursor:
        answers = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "busy_timeout")
        ]
    assert answers == ["wal", 1, 20000]  # 1 = NORMAL; milliseconds
    assert connection.transaction_mode == "IMMEDIATE"
