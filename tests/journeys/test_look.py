"""What is asked of every page is asked in earnest: a page with a fault does not pass."""

import pytest
from playwright.sync_api import Page, Route

from tests.journeys.conftest import Look

GOOD = "<!doctype html><html lang='nb'><title>God</title><main><h1>God</h1><p>Alt er bra.</p></main>"


def show(page: Page, html: str, *, policy: str = "") -> None:
    headers = {"Content-Security-Policy": policy} if policy else {}

    def answer(route: Route) -> None:
        route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)

    page.route("http://localhost/page", answer)
    page.goto("http://localhost/page")


def test_a_good_page_passes(phone: Page, look: Look) -> None:
    show(phone, GOOD)
    look(phone, "look")


@pytest.mark.parametrize(
    ("fault", "policy", "said"),
    [
        pytest.param("<img src='data:,'>", "", "not accessible", id="a picture nobody has described"),
        pytest.param("<p style='width:600px'>Bred</p>", "", "scrolled sideways", id="wider than the phone"),
        pytest.param("<script>console.error('Au')</script>", "", "complains", id="an error in the console"),
        pytest.param("<script>let a =</script>", "", "complains", id="a script that breaks"),
        pytest.param("<script>1</script>", "default-src 'self'", "complains", id="a script the policy refuses"),
        pytest.param("<script>sessionStorage.a = 1</script>", "", "left in", id="something left in the browser"),
    ],
)
def test_a_fault_is_seen(phone: Page, look: Look, fault: str, policy: str, said: str) -> None:
    show(phone, GOOD + fault, policy=policy)
    with pytest.raises(AssertionError, match=said):
        look(phone, "look")


def test_the_network_is_shut(phone: Page) -> None:
    with pytest.raises(Exception, match="ERR_NAME_NOT_RESOLVED"):
        phone.goto("http://www.example.org/")
