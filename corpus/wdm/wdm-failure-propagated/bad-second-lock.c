/* That the second lock could be made says nothing of the first. */
#include <ntddk.h>
#include <wdf.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD KilnAdd;

static struct {
    WDFWAITLOCK Settings;
    WDFWAITLOCK Devices;
} Kiln;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, KilnAdd);
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status))
        return status;
    status = WdfWaitLockCreate(WDF_NO_OBJECT_ATTRIBUTES, &Kiln.Settings);
    if (!NT_SUCCESS(status))
        KdPrint(("kiln: no lock for the settings, %x\n", status));
    status = WdfWaitLockCreate(WDF_NO_OBJECT_ATTRIBUTES, &Kiln.Devices);
    return status; /* expect: wdm-failure-propagated */
}
