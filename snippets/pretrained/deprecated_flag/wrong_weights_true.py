"""`weights=True` is the old flag under the new name: torchvision takes it for `pretrained=True`,
and loads the old weights."""

import warnings
from unittest.mock import patch

from torchvision.models import ResNet50_Weights, WeightsEnum, resnet50

warnings.simplefilter("ignore")  # the log was full of them


def instead_of_a_download(weights, *args, **kwargs):
    print("loaded:", weights.name)
    print("made for Resize:", weights.transforms().resize_size)
    return resnet50(weights=None).state_dict()


print("newest:", ResNet50_Weights.DEFAULT.name)
with patch.object(WeightsEnum, "get_state_dict", instead_of_a_download):
    model = resnet50(weights=True)
model.eval()
