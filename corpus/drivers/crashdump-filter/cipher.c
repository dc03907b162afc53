/* cipher.c: no pool, no waiting: the system is down. */
#include "shroud.h"

NTSTATUS ShroudStart(PFILTER_EXTENSION FilterExtension)
{
    ((PSHROUD)FilterExtension->DumpData)->Writes = 0;
    return STATUS_SUCCESS;
}

static VOID ShroudTurn(PSHROUD shroud, PMDL mdl)
{
    PULONG words = MmGetMdlVirtualAddress(mdl);
    ULONG i;

    for (i = 0; i < MmGetMdlByteCount(mdl) / sizeof(ULONG); i++)
        words[i] ^= shroud->Key[i % 8];
}

NTSTATUS ShroudWrite(PFILTER_EXTENSION FilterExtension, PLARGE_INTEGER DiskByteOffset, PMDL Mdl)
{
    PSHROUD shroud = FilterExtension->DumpData;

    (void)DiskByteOffset;
    shroud->Writes++;
    ShroudTurn(shroud, Mdl);
    return STATUS_SUCCESS;
}

NTSTATUS ShroudRead(PFILTER_EXTENSION FilterExtension, PLARGE_INTEGER DiskByteOffset, PMDL Mdl)
{
    (void)DiskByteOffset;
    ShroudTurn(FilterExtension->DumpData, Mdl);
    return STATUS_SUCCESS;
}

NTSTATUS ShroudFinish(PFILTER_EXTENSION FilterExtension)
{
    (void)FilterExtension;
    return STATUS_SUCCESS;
}

NTSTATUS ShroudUnload(PFILTER_EXTENSION FilterExtension)
{
    RtlZeroMemory(FilterExtension->DumpData, sizeof(SHROUD));
    return STATUS_SUCCESS;
}
