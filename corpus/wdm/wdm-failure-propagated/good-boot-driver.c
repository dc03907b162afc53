/* A driver that starts early fails where the system does not take its routine. */
#include <ntddk.h>

static PVOID Handle;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
BOOT_DRIVER_CALLBACK_FUNCTION Judge;

VOID Judge(PVOID Context, BDCB_CALLBACK_TYPE Type, PBDCB_IMAGE_INFORMATION Image)
{
    UNREFERENCED_PARAMETER(Context);
    if (Type == BdCbInitializeImage)
        Image->Classification = BdCbClassificationUnknownImage;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoUnregisterBootDriverCallback(Handle);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    Handle = IoRegisterBootDriverCallback(Judge, NULL);
    if (Handle == NULL)
        return STATUS_UNSUCCESSFUL;
    return STATUS_SUCCESS;
}
