"""What anybody may read, beside the municipality's picture."""

from django.urls import path

from helhet.priorities.views import public

app_name = "public_priorities"
urlpatterns = [
    path("<str:place>/priorities/", public.newest, name="newest"),
    path("<str:place>/priorities/<int:number>/", public.version, name="version"),
]
