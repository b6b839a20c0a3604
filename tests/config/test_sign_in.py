"""Outside the demo nobody can sign in yet, and the page says so instead of failing."""

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import django; django.setup()
from django.core.management import call_command
from django.test import Client
call_command("collectstatic", verbosity=0)
from django.urls import reverse
answer = Client(headers={"accept-language": "en"}).get(reverse("sign_in"), secure=True)
print(answer.status_code, "no sign-in service connected" in answer.content.decode())
"""


def test_an_installation_without_sign_in_says_so(tmp_path: Path) -> None:
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "helhet.config.settings",
        "HELHET_DEMO": "no",
        "HELHET_VAR": str(tmp_path),
        "HELHET_SECRET_KEY": "k" * 50,
        "HELHET_HOSTS": "testserver",
        "HELHET_MAIL_FROM": "helhet@fjordvik.example",
        "DATABASE_URL": "sqlite://:memory:",
        "PYTHONPATH": "src",
    }
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=env, capture_output=True, text=True, timeout=60)
    assert (done.stdout.strip(), done.returncode) == ("503 True", 0), done.stderr
