/* codec: a library of the kernel that other drivers link to. */
#pragma once
#include <ntddk.h>

#define CODEC_TAG 'cdoC'

extern FAST_MUTEX CodecLock;
extern PUCHAR CodecTable;

NTSTATUS CodecMakeTable(VOID);
VOID CodecFreeTable(VOID);
NTSTATUS CodecEncode(PUCHAR Data, ULONG Length);
