#include <ntifs.h>

NTSTATUS VolumeDispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp);
NTSTATUS VolumeShutdown(PDEVICE_OBJECT DeviceObject);
