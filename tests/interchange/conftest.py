from tests.authoring.conftest import bench as bench
