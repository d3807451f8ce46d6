"""Addresses of one's own account."""

from django.urls import path

from departments.accounts import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("password/", views.password, name="password"),
    path("theme/", views.theme, name="theme"),
    path("token/", views.token, name="token"),
    path("session/", views.session_state, name="session_state"),
    path("session/keep/", views.session_keep, name="session_keep"),
]
