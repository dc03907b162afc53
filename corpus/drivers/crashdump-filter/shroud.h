/* shroud.h: enciphers what a crash dump and a hibernation write. */
#pragma once

#include <ntddk.h>
#include <ntdddump.h>

typedef struct _SHROUD {
    ULONG Key[8];
    UCHAR Page[PAGE_SIZE];
    ULONG Writes;
} SHROUD, *PSHROUD;

extern SHROUD Shroud;

/* cipher.c */
NTSTATUS ShroudStart(PFILTER_EXTENSION FilterExtension);
NTSTATUS ShroudWrite(PFILTER_EXTENSION FilterExtension, PLARGE_INTEGER DiskByteOffset, PMDL Mdl);
NTSTATUS ShroudRead(PFILTER_EXTENSION FilterExtension, PLARGE_INTEGER DiskByteOffset, PMDL Mdl);
NTSTATUS ShroudFinish(PFILTER_EXTENSION FilterExtension);
NTSTATUS ShroudUnload(PFILTER_EXTENSION FilterExtension);
