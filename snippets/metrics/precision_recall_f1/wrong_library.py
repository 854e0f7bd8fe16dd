"""scikit-learn is right in real code. In an interview you are asked for the counts."""
# needs: sklearn

from sklearn.metrics import precision_recall_fscore_support


def precision_recall_f1(labels, predicted):
    """Precision, recall and F1 of class 1, as three Python floats.

    labels, predicted: tensors of 0 and 1, int32 or int64, of the same shape (N,).
    A figure whose denominator is 0 counts as 0.0.
    """
    figures = precision_recall_fscore_support(
        labels, predicted, average="binary", zero_division=0.0
    )
    return tuple(float(figure) for figure in figures[:3])
