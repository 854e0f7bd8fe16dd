"""Addresses of Jupyter servers, as they are typed or copied."""

import pytest

from quizapp.core.remote_address import Address, parse
from quizapp.errors import UsageError


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://gpu-box:8888", "http://gpu-box:8888"),
        ("http://gpu-box:8888/", "http://gpu-box:8888"),
        (" http://127.0.0.1:8888/lab?token=abc ", "http://127.0.0.1:8888"),
        ("http://127.0.0.1:8888/tree/course/week%201", "http://127.0.0.1:8888"),
        ("https://hub.example.org/user/ada/lab/tree/x.ipynb", "https://hub.example.org/user/ada"),
        ("https://hub.example.org/user/laboratory", "https://hub.example.org/user/laboratory"),
        ("http://[::1]:8888/#top", "http://[::1]:8888"),
    ],
)
def test_what_a_browser_shows_leads_to_the_server(text: str, url: str) -> None:
    assert parse(text).url == url


def test_a_token_is_taken_out_and_shows_nowhere() -> None:
    found = parse("http://gpu-box:8888/lab?reset&token=s3cret")
    assert found.token == "s3cret"
    assert "s3cret" not in f"{found!r} {found} {found.url} {found.shown}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gpu-box:8888", "begins with http:// or https://"),
        ("ftp://gpu-box", "begins with http:// or https://"),
        ("http://", "begins with http:// or https://"),
        ("http://gpu-box:99999", "not an address"),
        ("http://[::1", "not an address"),
        ("http://ada:s3cret@gpu-box", "leave user and password out"),
        ("gpu-box?token=s3cret", "begins with"),
    ],
)
def test_what_is_no_address_is_said_in_a_line_without_secrets(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as raised:
        parse(text)
    assert "s3cret" not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_where_it_is_is_said_in_short() -> None:
    assert Address("https://hub.example.org/user/ada", "x").shown == "hub.example.org"
