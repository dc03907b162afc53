#include <ntifs.h>

NTSTATUS VolumeOpen(PDEVICE_OBJECT DeviceObject, PIRP Irp);
NTSTATUS VolumeShutdown(PDEVICE_OBJECT DeviceObject, PIRP Irp);
