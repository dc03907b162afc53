#include <ntddk.h>
#include <wil/nt_result_macros.h>

#define QUARRY_TAG 'rauQ'

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PVOID Table;
static PDEVICE_OBJECT Device;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteDevice(Device);
    ExFreePoolWithTag(Table, QUARRY_TAG);
}

/* The macro of a library whose header is not here leaves the function before there is a table. */
extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    auto status =
        IoCreateDevice(DriverObject, 0, nullptr, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Device);
    RETURN_IF_NTSTATUS_FAILED_MSG(status, "no device");
    Table = ExAllocatePool2(POOL_FLAG_PAGED, 64, QUARRY_TAG);
    if (!Table) {
        IoDeleteDevice(Device);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
