typedef struct _STATE {
    ULONG64 Root;
} STATE;

VOID StateDelete(STATE *State);
