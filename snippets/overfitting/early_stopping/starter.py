def fit(model, train_epoch, validate, patience, max_epochs):
    """Train with early stopping; return (best_epoch, best_loss).

    train_epoch() trains the model for one epoch, validate() returns its loss, a float.
    Epochs count from 0. A new minimum is any loss below all before, by however little.
    Stops once `patience` epochs in a row brought none, or after `max_epochs`.
    Ends with all state of the best epoch in the model.
    """
    # TODO
    return 0, 0.0
