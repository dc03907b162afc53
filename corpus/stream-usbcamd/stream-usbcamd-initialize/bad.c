#include <ntddk.h>
#include <strmini.h>
#include <usbcamdi.h>

DRIVER_INITIALIZE DriverEntry;
VOID OwlReceive(PHW_STREAM_REQUEST_BLOCK Srb);

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    if (RegistryPath->Length == 0)
        return STATUS_SUCCESS; /* expect: stream-usbcamd-initialize */
    return USBCAMD_DriverEntry(DriverObject, RegistryPath, 512, 128, OwlReceive);
}
