"""What anybody may read, beside the municipality's picture."""

from django.urls import path

from helhet.priorities.views import public

app_name = "public_priorities"
urlpatterns = [
    path("<slug:place>/priorities/", public.newest, name="newest"),
    path("<slug:place>/priorities/<int:number>/", public.version, name="version"),
]
