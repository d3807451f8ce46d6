"""Load on the portal's web server, over real HTTP, beside a bare Django view on the same database.

    python -m bench.web                 # both measurements on the database of the environment
    python -m bench.web --editors 600 --seconds 60

`make bench` runs it on SQLite and, where found, on a throw-away PostgreSQL.
"""
