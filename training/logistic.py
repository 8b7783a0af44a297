"""Logistic regression with a quadratic penalty, by Newton's method (iteratively reweighted least squares)."""

from __future__ import annotations

import numpy as np

__all__ = ["logistic"]


def logistic(values: np.ndarray, truths: np.ndarray, *, penalty: float) -> np.ndarray:
    """Weights of a logistic regression.

    Args:
        values: signs, of shape (pairs, signs).
        truths: 1 where the pair is one, of shape (pairs,).
        penalty: of the square of each weight.

    Returns:
        Weights of shape (signs + 1,); the last is the bias, which is not penalised.
    """
    values = np.column_stack([values, np.ones(len(values))])
    weights = np.zeros(values.shape[1])
    penalties = np.full(values.shape[1], penalty)
    penalties[-1] = 1e-6  # keeps the matrix regular where all pairs are of one kind
    for _ in range(60):
        chances = 1 / (1 + np.exp(-values @ weights))
        gradient = values.T @ (chances - truths) + penalties * weights
        curvature = (values * (chances * (1 - chances))[:, None]).T @ values + np.diag(penalties)
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights
