def precision_recall_f1(labels, predicted):
    """Precision, recall and F1 of class 1, as three Python floats.

    labels, predicted: tensors of 0 and 1, int32 or int64, of the same shape (N,).
    A figure whose denominator is 0 counts as 0.0.
    """
    # TODO
    return 0.0, 0.0, 0.0
