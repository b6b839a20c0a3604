"""What has ended, what decides whether it may go, and what goes with it."""
