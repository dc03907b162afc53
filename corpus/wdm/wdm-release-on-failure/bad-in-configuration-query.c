/* The routine that is told of each drive runs before the entry goes on; what it leaves where it fails stays. */
#include <ntddk.h>

static PVOID Unit;

DRIVER_INITIALIZE DriverEntry;

static NTSTATUS FoundDrive(PVOID Context, PUNICODE_STRING Path, INTERFACE_TYPE Bus, ULONG BusNumber,
                           PKEY_VALUE_FULL_INFORMATION *BusValues, CONFIGURATION_TYPE Controller,
                           ULONG ControllerNumber, PKEY_VALUE_FULL_INFORMATION *ControllerValues,
                           CONFIGURATION_TYPE Peripheral, ULONG PeripheralNumber,
                           PKEY_VALUE_FULL_INFORMATION *PeripheralValues)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Path);
    UNREFERENCED_PARAMETER(Bus);
    UNREFERENCED_PARAMETER(BusNumber);
    UNREFERENCED_PARAMETER(BusValues);
    UNREFERENCED_PARAMETER(Controller);
    UNREFERENCED_PARAMETER(ControllerNumber);
    UNREFERENCED_PARAMETER(ControllerValues);
    UNREFERENCED_PARAMETER(Peripheral);
    UNREFERENCED_PARAMETER(PeripheralNumber);
    UNREFERENCED_PARAMETER(PeripheralValues);
    Unit = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'tinU');
    if (Unit == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    return RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Drives");
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    INTERFACE_TYPE bus = Isa;
    CONFIGURATION_TYPE controller = DiskController, peripheral = FloppyDiskPeripheral;
    ULONG number = 0;

    UNREFERENCED_PARAMETER(RegistryPath);
    return IoQueryDeviceDescription(&bus, &number, &controller, NULL, &peripheral, NULL, FoundDrive, DriverObject); /* expect: wdm-release-on-failure */
}
