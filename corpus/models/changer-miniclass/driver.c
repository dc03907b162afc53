/* models: any-miniport changer-miniclass */
#include <ntddk.h>
#include <mcd.h>

ULONG ChangerAdditionalExtensionSize(VOID);
NTSTATUS ChangerInitialize(PDEVICE_OBJECT DeviceObject);
VOID ChangerError(PDEVICE_OBJECT DeviceObject, PSCSI_REQUEST_BLOCK Srb, NTSTATUS *Status, BOOLEAN *Retry);
NTSTATUS ChangerGetParameters(PDEVICE_OBJECT DeviceObject, PIRP Irp);
NTSTATUS ChangerGetStatus(PDEVICE_OBJECT DeviceObject, PIRP Irp);
NTSTATUS ChangerMoveMedium(PDEVICE_OBJECT DeviceObject, PIRP Irp);
NTSTATUS ChangerSetPosition(PDEVICE_OBJECT DeviceObject, PIRP Irp);

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    MCD_INIT_DATA stacker;

    RtlZeroMemory(&stacker, sizeof(stacker));
    stacker.InitDataSize = sizeof(MCD_INIT_DATA);
    stacker.ChangerAdditionalExtensionSize = ChangerAdditionalExtensionSize;
    stacker.ChangerInitialize = ChangerInitialize;
    stacker.ChangerError = ChangerError;
    stacker.ChangerGetParameters = ChangerGetParameters;
    stacker.ChangerGetStatus = ChangerGetStatus;
    stacker.ChangerMoveMedium = ChangerMoveMedium;
    stacker.ChangerSetPosition = ChangerSetPosition;
    return ChangerClassInitialize(DriverObject, RegistryPath, &stacker);
}
