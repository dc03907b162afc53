/* The block is cleared as a whole, then each of its handles opened; all are closed at the driver's end. */
#include <ntddk.h>

#define POOL_TAG 'yeKZ'

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

typedef struct _KEYRING {
    ULONG Uses;
    HANDLE Keys[2];
} KEYRING, *PKEYRING;

static PKEYRING Ring;
static UNICODE_STRING Names[2] = {
    RTL_CONSTANT_STRING(L"\\Registry\\Machine\\Software\\Ring\\First"),
    RTL_CONSTANT_STRING(L"\\Registry\\Machine\\Software\\Ring\\Second"),
};

static NTSTATUS OpenRing(VOID)
{
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;
    int i;

    Ring = ExAllocatePoolWithTag(NonPagedPoolNx, sizeof(*Ring), POOL_TAG);
    if (Ring == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    RtlZeroMemory(Ring, sizeof(*Ring));
    for (i = 0; i < 2; i++) {
        InitializeObjectAttributes(&attributes, &Names[i], OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
        status = ZwOpenKey(&Ring->Keys[i], KEY_READ, &attributes);
        if (!NT_SUCCESS(status))
            goto Close;
    }
    return STATUS_SUCCESS;

Close:
    while (--i >= 0)
        ZwClose(Ring->Keys[i]);
    ExFreePoolWithTag(Ring, POOL_TAG);
    return status;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    int i;

    UNREFERENCED_PARAMETER(DriverObject);
    for (i = 0; i < 2; i++)
        ZwClose(Ring->Keys[i]);
    ExFreePoolWithTag(Ring, POOL_TAG);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = OpenRing();
    if (!NT_SUCCESS(status))
        return status;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
