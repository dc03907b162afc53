#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD LanternUnload;

static PVOID g_wick, g_glass;

struct Part {
    PVOID *where;
    SIZE_T size;
};

template <int Number> constexpr Part c_part = {};
template <> constexpr Part c_part<1> = {&g_wick, 32};
template <> constexpr Part c_part<2> = {&g_glass, 4096};

static NTSTATUS Take(const Part &part)
{
    *part.where = ExAllocatePool2(POOL_FLAG_NON_PAGED, part.size, 'tnaL');
    return *part.where != nullptr ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

static void Give(const Part &part)
{
    ExFreePoolWithTag(*part.where, 'tnaL');
}

extern "C" VOID LanternUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Give(c_part<2>);
    Give(c_part<1>);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = LanternUnload;
    NTSTATUS status = Take(c_part<1>);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = Take(c_part<2>);
    if (!NT_SUCCESS(status)) {
        return status; /* expect: wdm-release-on-failure */
    }
    return STATUS_SUCCESS;
}
