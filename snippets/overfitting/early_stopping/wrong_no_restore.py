"""The best epoch is known, but the model leaves with the weights of the last one, which
is `patience` epochs past its best. Keep a copy and load it at the end.
"""


def fit(model, train_epoch, validate, patience, max_epochs):
    best_epoch, best_loss = 0, float("inf")
    for epoch in range(max_epochs):
        train_epoch()
        loss = validate()
        if loss < best_loss:
            best_epoch, best_loss = epoch, loss
        elif epoch - best_epoch >= patience:
            break
    return best_epoch, best_loss
