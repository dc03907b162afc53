#include <ntddk.h>

/* As bad-behind-long-loop.c, but the block is freed. */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static ULONG g_Remainders[256];
static PUCHAR g_Seed;
static PDEVICE_OBJECT g_Device;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteDevice(g_Device);
    ExFreePoolWithTag(g_Seed, 'deeS');
}

static VOID FillRemainders(VOID)
{
    ULONG i, bit;

    for (i = 0; i < ARRAYSIZE(g_Remainders); i++) {
        ULONG value = i;

        for (bit = 0; bit < 8; bit++)
            value = value & 1 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
        g_Remainders[i] = value;
    }
}

static NTSTATUS LookThrough(const UCHAR *Bytes, ULONG Count)
{
    ULONG i;

    for (i = 0; i < Count; i++)
        if (Bytes[i] == 0xFF)
            return STATUS_INVALID_PARAMETER;
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    FillRemainders();
    g_Seed = ExAllocatePool2(POOL_FLAG_PAGED, 512, 'deeS');
    if (g_Seed == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = LookThrough(g_Seed, 512);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(g_Seed, 'deeS');
        return status;
    }
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Device);
    if (!NT_SUCCESS(status))
        ExFreePoolWithTag(g_Seed, 'deeS');
    return status;
}
