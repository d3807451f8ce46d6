"""Signing in and out, passwords, idle sessions: what a person does with the own account.

Creating accounts and giving roles is `departments.people`.
"""
