#pragma once
#include <ntddk.h>

#define BEAT_TAG 'taeB'

NTSTATUS BeatStart(VOID);
VOID BeatStop(VOID);
NTSTATUS DrumStart(VOID);
VOID DrumStop(VOID);
