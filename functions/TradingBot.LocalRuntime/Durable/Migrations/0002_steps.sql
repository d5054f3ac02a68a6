-- Starts an instance, or replaces a finished one whose status isn't refused. False: the id is taken.
CREATE FUNCTION $durable$.start_instance(
    p_instance text, p_execution uuid, p_name text, p_input text, p_tags json, p_traceparent text,
    p_now timestamptz, p_visible timestamptz, p_started json, p_refuse smallint[],
    p_parent_instance text, p_parent_execution uuid, p_parent_name text, p_parent_task integer)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    v_status smallint;
BEGIN
    LOOP
        INSERT INTO $durable$.instances (
            instance_id, execution_id, name, status, created_at, updated_at, input, tags, traceparent,
            parent_instance_id, parent_execution_id, parent_name, parent_task_id)
        VALUES (
            p_instance, p_execution, p_name, 6, p_now, p_now, p_input, p_tags, p_traceparent,
            p_parent_instance, p_parent_execution, p_parent_name, p_parent_task)
        ON CONFLICT (instance_id) DO NOTHING;
        EXIT WHEN FOUND;

        SELECT status INTO v_status FROM $durable$.instances WHERE instance_id = p_instance FOR NO KEY UPDATE;
        -- Purged in between: try to insert again.
        CONTINUE WHEN NOT FOUND;
        IF v_status IN (0, 6, 7) OR v_status = ANY (p_refuse) THEN
            RETURN false;
        END IF;

        DELETE FROM $durable$.history WHERE instance_id = p_instance;
        DELETE FROM $durable$.messages WHERE instance_id = p_instance;
        UPDATE $durable$.instances SET
            execution_id = p_execution, name = p_name, status = 6, version = version + 1, episodes = 0,
            created_at = p_now, updated_at = p_now, input = p_input, output = NULL, custom_status = NULL, failure = NULL,
            tags = p_tags, traceparent = p_traceparent, parent_instance_id = p_parent_instance,
            parent_execution_id = p_parent_execution, parent_name = p_parent_name, parent_task_id = p_parent_task,
            parked_reason = NULL, parked_until = NULL, parked_attempts = 0, lease_owner = NULL, lease_until = '-infinity'
        WHERE instance_id = p_instance;
        EXIT;
    END LOOP;

    INSERT INTO $durable$.messages (instance_id, execution_id, visible_at, content)
    VALUES (p_instance, p_execution, p_visible, p_started);
    RETURN true;
END $$;

-- Starts a sub-orchestration; when its id is taken the parent is told so.
CREATE FUNCTION $durable$.start_child(
    p_instance text, p_execution uuid, p_name text, p_input text, p_traceparent text, p_now timestamptz, p_started json,
    p_parent_instance text, p_parent_execution uuid, p_parent_name text, p_parent_task integer, p_refusal json)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT $durable$.start_instance(
        p_instance, p_execution, p_name, p_input, NULL, p_traceparent, p_now, p_now, p_started, '{}',
        p_parent_instance, p_parent_execution, p_parent_name, p_parent_task) THEN
        INSERT INTO $durable$.messages (instance_id, execution_id, visible_at, content)
        VALUES (p_parent_instance, p_parent_execution, p_now, p_refusal);
    END IF;
END $$;

-- The fence of every step: refused (DT001) unless the instance is as the worker knew it.
CREATE FUNCTION $durable$.commit_step(
    p_instance text, p_version bigint, p_execution uuid, p_status smallint, p_episodes integer, p_now timestamptz,
    p_input text, p_output text, p_custom_status text, p_failure json, p_owner uuid, p_lease interval)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE $durable$.instances SET
        version = version + 1, execution_id = p_execution, status = p_status, episodes = p_episodes, updated_at = p_now,
        input = CASE WHEN execution_id = p_execution THEN input ELSE p_input END, output = p_output, custom_status = p_custom_status, failure = p_failure,
        parked_reason = NULL, parked_until = NULL, parked_attempts = 0,
        lease_owner = p_owner, lease_until = now() + p_lease
    WHERE instance_id = p_instance AND version = p_version;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Another worker moved instance % on.', p_instance USING ERRCODE = 'DT001';
    END IF;
END $$;

-- Takes finished activities off the list: refused (DT002) unless all are still leased to the worker that ran them.
CREATE FUNCTION $durable$.finish_activities(p_ids uuid[], p_owner uuid)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_count integer;
BEGIN
    DELETE FROM $durable$.activities WHERE id = ANY (p_ids) AND lease_owner = p_owner;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    IF v_count <> cardinality(p_ids) THEN
        RAISE EXCEPTION 'A lease on % activities was lost.', cardinality(p_ids) - v_count USING ERRCODE = 'DT002';
    END IF;
END $$;
