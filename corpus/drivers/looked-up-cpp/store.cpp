/* Members that are declared as pointers to what the system exports are set when the driver starts. */
/* verdict: wdm-release-on-failure de-fail-free-all violated */
#include <ntddk.h>

#define STORE_TAG 'rotS'
#define IMPORTED(Name) decltype(&Name) Name##_ = nullptr

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

template <typename Routine> static Routine LookUp(PCWSTR Name)
{
    UNICODE_STRING name;

    RtlInitUnicodeString(&name, Name);
    return reinterpret_cast<Routine>(MmGetSystemRoutineAddress(&name));
}

static struct {
    IMPORTED(ExAllocatePoolWithTag);
    IMPORTED(ExFreePoolWithTag);
    decltype(&IoDeleteDevice) Delete;
} System;

static PVOID Table;
static PDEVICE_OBJECT Device;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    System.ExFreePoolWithTag_(Table, STORE_TAG);
    IoDeleteDevice(Device);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    System.ExAllocatePoolWithTag_ = LookUp<decltype(&ExAllocatePoolWithTag)>(L"ExAllocatePoolWithTag");
    System.ExFreePoolWithTag_ = LookUp<decltype(&ExFreePoolWithTag)>(L"ExFreePoolWithTag");
    if (!System.ExAllocatePoolWithTag_ || !System.ExFreePoolWithTag_)
        return STATUS_PROCEDURE_NOT_FOUND;
    Table = System.ExAllocatePoolWithTag_(NonPagedPoolNx, 64, STORE_TAG);
    if (!Table)
        return STATUS_NO_MEMORY;
    auto status =
        IoCreateDevice(DriverObject, 0, nullptr, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Device);
    if (!NT_SUCCESS(status))
        return status; /* expect: wdm-release-on-failure */
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
