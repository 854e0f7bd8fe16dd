"""A class counts down the patience that is left, and clones each tensor."""


class Stopper:
    def __init__(self, patience):
        self.patience = self.left = patience
        self.best = self.state = None

    def goes_on(self, epoch, loss, model):
        if self.best is None or loss < self.best[1]:
            self.best, self.left = (epoch, loss), self.patience
            state = model.state_dict().items()
            self.state = {name: value.detach().clone() for name, value in state}
        else:
            self.left -= 1
        return self.left > 0


def fit(model, train_epoch, validate, patience, max_epochs):
    stopper, epoch = Stopper(patience), 0
    while epoch < max_epochs:
        train_epoch()
        if not stopper.goes_on(epoch, validate(), model):
            break
        epoch += 1
    model.load_state_dict(stopper.state)
    return stopper.best
