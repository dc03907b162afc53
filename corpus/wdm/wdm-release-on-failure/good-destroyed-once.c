#include <ntddk.h>
#include <bcrypt.h>

/* Helpers that undo what they have done say so by a null: the cleanup asks for it. */
DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD SealUnload;
EXT_CALLBACK SealTick;

static BCRYPT_ALG_HANDLE g_Hashes;
static BCRYPT_HASH_HANDLE g_Seal;
static PEX_TIMER g_Timer;
static UCHAR g_Seed[16];

VOID SealTick(PEX_TIMER Timer, PVOID Context)
{
    UNREFERENCED_PARAMETER(Timer);
    UNREFERENCED_PARAMETER(Context);
}

static VOID SealUndo(VOID)
{
    if (g_Timer != NULL) {
        ExDeleteTimer(g_Timer, TRUE, TRUE, NULL);
        g_Timer = NULL;
    }
    if (g_Seal != NULL) {
        BCryptDestroyHash(g_Seal);
        g_Seal = NULL;
    }
    if (g_Hashes != NULL) {
        BCryptCloseAlgorithmProvider(g_Hashes, 0);
        g_Hashes = NULL;
    }
}

VOID SealUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    SealUndo();
}

static NTSTATUS SealOpen(VOID)
{
    NTSTATUS status = BCryptOpenAlgorithmProvider(&g_Hashes, BCRYPT_SHA256_ALGORITHM, NULL, 0);

    if (!NT_SUCCESS(status)) {
        g_Hashes = NULL;
        return status;
    }
    status = BCryptCreateHash(g_Hashes, &g_Seal, NULL, 0, NULL, 0, 0);
    if (!NT_SUCCESS(status)) {
        g_Seal = NULL;
        return status;
    }
    status = BCryptHashData(g_Seal, g_Seed, sizeof(g_Seed), 0);
    if (!NT_SUCCESS(status)) {
        BCryptDestroyHash(g_Seal);
        g_Seal = NULL;
        return status;
    }
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = SealOpen();
    if (!NT_SUCCESS(status)) {
        SealUndo();
        return status;
    }
    g_Timer = ExAllocateTimer(SealTick, NULL, EX_TIMER_HIGH_RESOLUTION);
    if (g_Timer == NULL) {
        SealUndo();
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = SealUnload;
    return STATUS_SUCCESS;
}
