"""The web server's way in."""

from django.core.wsgi import get_wsgi_application

from helhet.config.start import begin

begin()
application = get_wsgi_application()
