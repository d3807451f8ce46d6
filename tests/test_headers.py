"""Every answer carries the headers that keep foreign scripts and frames out."""

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def test_every_page_has_the_strict_policy(client):
    response = client.get("/no-such-page/")
    assert {part.strip() for part in response["Content-Security-Policy"].split(";")} == POLICY
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


def test_missing_page_is_chinese_and_needs_no_database(client):
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert "没有找到" in response.content.decode()


def test_scripts_get_errors_as_json(client):
    response = client.get("/no-such-page/", headers={"accept": "application/json"})
    assert response.status_code == 404
    assert response.json() == {"message": "没有找到您要的内容。", "code": ""}
