"""The law as the platform reads it: findings, days and ages, dated numbers, one function a paragraph."""
